import { Box, Stack, Tabs } from '@mantine/core'
import { useDisclosure, useMediaQuery } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { UsageSpecificationCreate } from '../../../shared/usageSpecification'
import type { Tagged } from '../../api/api'
import { LeaveGuard } from '../../edit/LeaveGuard'
import { focusSaveBlockers, SaveBlockers } from '../../edit/SaveBlockers'
import { edit } from '../../messages/edit'
import { editor } from '../../messages/editor'
import { toast } from '../../ui/feedback/toast'
import { PageHeader } from '../../ui/layout/PageHeader'
import { CancelLink } from './CancelLink'
import { DraftOffer } from './DraftOffer'
import { mergeDocuments } from './draft/patch'
import { inWords } from './draft/places'
import type { DraftProblem } from './draft/problems'
import classes from './Editor.module.css'
import { EditorBar } from './EditorBar'
import { EditorForm } from './form/EditorForm'
import { JsonTab } from './JsonTab'
import { PreviewAside } from './PreviewAside'
import { PreviewDrawer } from './PreviewDrawer'
import { ReviewDialog } from './ReviewDialog'
import { SpecificationConflict } from './SpecificationConflict'
import { useDraft } from './useDraft'
import { useFolds } from './useFolds'
import { useStoredDraft } from './useStoredDraft'

interface Props {
  /** Undefined: a new specification. */
  id?: string
  title: string
  /** The stored specification to be changed. */
  stored?: Tagged<UsageSpecificationCreate>
  initial: UsageSpecificationCreate
  tab: string | undefined
  onTab: (tab: string | undefined) => Promise<void>
}

/** Edits a specification: as a form, as JSON, or as both in turn. */
export function Editor({ id, title, stored, initial, tab, onTab }: Props) {
  const navigate = useNavigate()
  const it = useDraft(id, stored, initial)
  const { draft, dispatch, base, before, settled, contained, problems, refusal, isUnread, isChanged, theirs } = it
  /** Set by the first attempt to save: from then on all problems are listed. */
  const [isAsked, setIsAsked] = useState(false)
  const [isReviewing, review] = useDisclosure(false)
  const folds = useFolds()
  const { document } = draft
  const kept = useStoredDraft(id, settled, base, initial)
  const isKept = !kept.offer && !isUnread
  const isWide = useMediaQuery('(min-width: 105em)')
  const trial = { id, document: settled, contained }

  const choose = async ({ path }: DraftProblem) => {
    await onTab(undefined)
    folds.reveal(path, document, draft.keys)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isUnread) return void onTab('json').then(() => window.document.getElementById('field-json')?.focus())
    const [first] = it.findProblems()
    setIsAsked(first !== undefined)
    if (first) return void choose(first)
    it.save((saved) => {
      kept.forget()
      toast.success(id === undefined ? editor.created(saved.name) : editor.saved(saved.name))
      void navigate({ to: '/specifications/$id', params: { id: saved.id }, ignoreBlocker: true })
    })
  }
  const takeOver = (from: Tagged<UsageSpecificationCreate>, choice: { merge: boolean }) => {
    const { document: merged, conflicts } = it.takeOver(from, choice)
    if (choice.merge) toast.success(editor.conflict.merged(conflicts.map((path) => inWords(path, merged))))
  }
  return (
    <form noValidate onSubmit={submit} className={classes.page} data-wide>
      <PageHeader
        title={title}
        description={id === undefined ? editor.description : editor.editDescription}
        actions={<CancelLink id={id} />}
      />
      {kept.offer && (
        <DraftOffer
          at={kept.offer.at}
          onTake={() => {
            const { offer } = kept
            if (!offer) return
            const { document: taken } =
              offer.base && base ? mergeDocuments(offer.base.document, offer.document, base.document) : offer
            dispatch({ type: 'load', document: taken })
            kept.settle()
          }}
          onDiscard={kept.settle}
        />
      )}
      <Stack gap="md">
        <SaveBlockers
          title={edit.notSent}
          problem={refusal}
          items={(refusal ? it.standing : isAsked ? problems : []).map((problem) => ({
            text: `${problem.where}: ${problem.message}`,
            onChoose: () => void choose(problem),
          }))}
        />
        <Box inert={it.isPending} className={classes.work}>
          {!isWide && <PreviewDrawer {...trial} />}
          <Tabs
            value={tab === 'json' ? 'json' : 'form'}
            onChange={(to) => void onTab(to === 'json' ? to : undefined)}
            keepMounted={false}
            miw={0}
          >
            <Tabs.List mb="md">
              <Tabs.Tab value="form">{editor.form}</Tabs.Tab>
              <Tabs.Tab value="json">{editor.json}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="form">
              <EditorForm
                id={id}
                draft={draft}
                dispatch={dispatch}
                problems={problems}
                isStrict={isAsked}
                isUnread={isUnread}
                folds={folds}
              />
            </Tabs.Panel>
            <Tabs.Panel value="json">
              <JsonTab draft={draft} problems={problems} onChange={(text) => dispatch({ type: 'text', text })} />
            </Tabs.Panel>
          </Tabs>
          {isWide && <PreviewAside {...trial} />}
        </Box>
      </Stack>
      <EditorBar
        isNew={id === undefined}
        isChanged={isChanged}
        isKept={isKept}
        isPending={it.isPending}
        problems={problems.length}
        reason={it.reason}
        onReason={it.setReason}
        canUndo={draft.past.length > 0}
        canRedo={draft.future.length > 0}
        onUndo={() => dispatch({ type: 'undo' })}
        onRedo={() => dispatch({ type: 'redo' })}
        onReview={review.open}
        onProblems={() => {
          setIsAsked(true)
          focusSaveBlockers()
        }}
      />
      {isReviewing && <ReviewDialog before={before} after={document} onClose={review.close} />}
      {theirs && id !== undefined && (
        <SpecificationConflict
          id={id}
          base={before}
          theirs={theirs.document}
          onTake={(choice) => takeOver(theirs, choice)}
          onClose={it.dismissTheirs}
        />
      )}
      <LeaveGuard
        isChanged={isChanged && !it.isSaved}
        isSending={it.isPending}
        kept={{ isKept, discard: kept.forget }}
      />
    </form>
  )
}
