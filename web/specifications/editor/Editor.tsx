import { Box, Stack, Tabs } from '@mantine/core'
import { useDisclosure, useMediaQuery } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { UsageSpecificationCreate } from '../../../shared/usageSpecification'
import { Problem } from '../../api/api'
import { editor } from '../../messages/editor'
import { ProblemSummary } from '../../ui/feedback/ProblemSummary'
import { toast } from '../../ui/feedback/toast'
import { PageHeader } from '../../ui/layout/PageHeader'
import { CancelLink } from './CancelLink'
import { ConflictDialog } from './ConflictDialog'
import { DraftOffer } from './DraftOffer'
import type { Base } from './draft/base'
import { mergeDocuments } from './draft/patch'
import { inWords } from './draft/places'
import { type DraftProblem, findStanding, joined } from './draft/problems'
import classes from './Editor.module.css'
import { EditorForm } from './form/EditorForm'
import { JsonTab } from './JsonTab'
import { LeaveDialog } from './LeaveDialog'
import { ReviewDialog } from './ReviewDialog'
import { SaveBar } from './SaveBar'
import { PreviewAside } from './TryAside'
import { PreviewDrawer } from './TryDrawer'
import { useDraft } from './useDraft'
import { useFolds } from './useFolds'
import { useSaving } from './useSaving'
import { useStable } from './useStable'
import { useStoredDraft } from './useStoredDraft'

interface Props {
  /** Undefined: it is a new one. */
  id?: string
  title: string
  /** What is stored, to be changed. */
  stored?: Base
  initial: UsageSpecificationCreate
  tab: string | undefined
  onTab: (tab: string | undefined) => Promise<void>
}

const listId = 'problems'

/** Where a specification is written: as a form, as JSON, or as both in turn. */
export function Editor({ id, title, stored, initial, tab, onTab }: Props) {
  const navigate = useNavigate()
  const { draft, dispatch, base, setBase, before, settled, contained, found, isUnread, isChanged } = useDraft(
    id,
    stored,
    initial,
  )
  const [reason, setReason] = useState('')
  /** Whether somebody has tried to save: from then on all that is wrong is listed. */
  const [isAsked, setIsAsked] = useState(false)
  const [isReviewing, review] = useDisclosure(false)
  const folds = useFolds()
  const { document } = draft
  const focusList = () => requestAnimationFrame(() => window.document.getElementById(listId)?.focus())
  const saving = useSaving({
    id,
    base,
    onSaved: (it) => {
      kept.forget()
      toast.success(id === undefined ? editor.created(it.name) : editor.saved(it.name))
      void navigate({ to: '/specifications/$id', params: { id: it.id }, ignoreBlocker: true })
    },
    onRefused: focusList,
  })
  const kept = useStoredDraft(id, settled, base, initial)
  const isKept = !kept.offer && !isUnread
  const { error } = saving
  const standing = findStanding(error instanceof Problem ? error.invalidAttribute : [], saving.sent, document)
  const problems = useStable(joined(found, standing))
  // An answer about attributes that have all been changed since says nothing any more.
  const refusal =
    error && !(error instanceof Problem && error.invalidAttribute.length > 0 && standing.length === 0)
      ? error
      : undefined

  const isWide = useMediaQuery('(min-width: 105em)')
  const trial = { id, document: settled, contained }

  const choose = async ({ path }: DraftProblem) => {
    await onTab(undefined)
    folds.reveal(path, document, draft.keys)
  }
  const item = (problem: DraftProblem) => ({
    text: `${problem.where}: ${problem.message}`,
    onChoose: () => void choose(problem),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isUnread) return void onTab('json').then(() => window.document.getElementById('field-json')?.focus())
    const [first] = problems
    setIsAsked(first !== undefined)
    if (first) return void choose(first)
    saving.reset()
    saving.save(document, reason)
  }
  const takeOver = (theirs: Base, isMineKept: boolean) => {
    const { document: merged, conflicts } = isMineKept
      ? mergeDocuments(before, document, theirs.document)
      : { document: theirs.document, conflicts: [] }
    dispatch({ type: 'load', document: merged })
    setBase(theirs)
    saving.setTheirs(undefined)
    saving.reset()
    if (isMineKept) toast.success(editor.conflict.merged(conflicts.map((path) => inWords(path, merged))))
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
        {isAsked && !refusal && problems.length > 0 && (
          <ProblemSummary id={listId} title={editor.notSent} items={problems.map(item)} />
        )}
        {refusal && (
          <ProblemSummary
            id={listId}
            title={refusal instanceof Problem ? refusal.reason : editor.notSaved}
            message={standing.length === 0 ? refusal.message : undefined}
            items={standing.map(item)}
          />
        )}
        <Box inert={saving.isPending} className={classes.work}>
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
      <SaveBar
        isNew={id === undefined}
        isChanged={isChanged}
        isKept={isKept}
        isPending={saving.isPending}
        problems={problems.length}
        reason={reason}
        onReason={setReason}
        canUndo={draft.past.length > 0}
        canRedo={draft.future.length > 0}
        onUndo={() => dispatch({ type: 'undo' })}
        onRedo={() => dispatch({ type: 'redo' })}
        onReview={review.open}
        onProblems={() => {
          setIsAsked(true)
          focusList()
        }}
      />
      {isReviewing && <ReviewDialog before={before} after={document} onClose={review.close} />}
      {saving.theirs && id !== undefined && (
        <ConflictDialog
          id={id}
          base={before}
          theirs={saving.theirs}
          onTake={takeOver}
          onClose={() => saving.setTheirs(undefined)}
        />
      )}
      <LeaveDialog
        isChanged={isChanged && !saving.isSuccess}
        isSending={saving.isPending}
        isKept={isKept}
        onDiscard={kept.forget}
      />
    </form>
  )
}
