import { useQueryClient } from '@tanstack/react-query'
import { useCanGoBack, useNavigate, useRouter } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { BrokenRule } from '../../../shared/checker/brokenRule'
import { newlyBroken, statusFor } from '../../../shared/checker/enforcement'
import type { Usage } from '../../../shared/usage'
import type { Tagged } from '../../api/api'
import type { Whole } from '../../api/specificationQueries'
import { changeUsage, usageToChange } from '../../api/usageQueries'
import { type Checking, useChecker } from '../../checking/useChecker'
import { reasonId } from '../../edit/SaveBar'
import type { SaveBlocker } from '../../edit/SaveBlockers'
import { useEdit } from '../../edit/useEdit'
import { correction } from '../../messages/correction'
import { toast } from '../../ui/feedback/toast'
import { entryId } from '../form/field'
import { type Draft, draftOf, isChanged, patchOf, reapply } from './correction'
import { fieldId, placeOf, problemsOf, standing, standingRules, stillFound } from './problems'

export type Attempt = 'save' | 'recycle'

/** A usage being corrected: the draft, its problems and broken rules, and the status it gets when it is saved. */
export function useCorrection(start: Tagged<Usage>, whole: Whole | null) {
  const { id } = start.document
  const client = useQueryClient()
  const edit = useEdit<Usage, Draft, Usage>({
    start,
    mutation: changeUsage(id),
    reload: () => client.fetchQuery(usageToChange(id)),
  })
  const { base = start, refused } = edit
  const usage = base.document
  const [draft, setDraft] = useState<Draft>(() => draftOf(usage))
  const leave = useLeave(id)

  const checking = useChecker(whole?.specification, whole?.contained)
  const found = useMemo(() => brokenIn(draft, checking, usage), [draft, checking, usage])
  const brokenBefore = useMemo(() => brokenIn(draftOf(usage), checking, usage), [checking, usage])
  const broken = [...found, ...(refused ? standingRules(refused, draft, found) : [])]
  const fresh = newlyBroken(broken, brokenBefore)
  const problems = [...problemsOf(usage, draft, edit.isForced), ...(refused ? standing(refused, draft) : [])]
  const becomes = statusFor(draft.status, usage.status, fresh, whole?.specification.enforcement)

  return {
    ...edit,
    base,
    draft,
    broken,
    /** The status after saving, given the newly broken rules; undefined: the server would refuse the change. */
    becomes,
    problems,
    checking,
    refusal: refused?.problem,
    isChanged: isChanged(usage, draft) && !edit.isSaved,
    change: (changed: Partial<Draft>) => setDraft((before) => ({ ...before, ...changed })),
    leave,
    /** The problems that must be corrected before this attempt can succeed. */
    blockersOf: (attempt: Attempt): SaveBlocker[] => [
      ...(edit.isForced && edit.reason.trim() === ''
        ? [{ text: correction.billed.needsReason, onChoose: toField(reasonId) }]
        : []),
      ...problems.map(({ path, message }) => ({
        text: `${placeOf(path, draft)} ${message}`,
        onChoose: toField(fieldId(path, draft)),
      })),
      // A rule that was broken before may be corrected later; a recycled usage must keep all rules.
      ...(attempt === 'recycle' ? broken : becomes ? [] : fresh).map(({ characteristic, message }) => ({
        text: message,
        onChoose: toField(characteristic === undefined ? undefined : entryId(characteristic)),
      })),
    ],
    save: (attempt: Attempt) => {
      const sent: Draft = attempt === 'recycle' ? { ...draft, status: 'recycled' } : draft
      edit.save(draft, patchOf(usage, sent), (saved) => {
        announce(saved, sent)
        leave({ ignoreBlocker: true })
      })
    },
    take: (theirs: Tagged<Usage>) => {
      setDraft(draftOf(theirs.document))
      edit.rebase(theirs)
    },
    reapply: (theirs: Tagged<Usage>) => {
      setDraft((mine) => reapply(usage, mine, theirs.document))
      edit.rebase(theirs)
    },
  }
}

const brokenIn = (draft: Draft, checking: Checking, usage: Usage): BrokenRule[] =>
  checking.state === 'ready'
    ? [...checking.checker.check(checking.checker.complete(draft)), ...stillFound(usage, draft)]
    : []

const toField = (id: string | undefined) => (id === undefined ? undefined : () => document.getElementById(id)?.focus())

/** Back to the page where the correction began, or to the usage. */
function useLeave(id: string): (how?: { ignoreBlocker: boolean }) => void {
  const { history } = useRouter()
  const canGoBack = useCanGoBack()
  const navigate = useNavigate()
  return (how) => {
    if (canGoBack) history.back(how)
    else void navigate({ to: '/usages/$id', params: { id }, ...how })
  }
}

function announce({ status, validation }: Usage, sent: Draft): void {
  const broken = validation?.brokenRule ?? []
  if (sent.status !== 'recycled')
    toast.success(broken.length > 0 ? correction.savedBroken(broken.length) : correction.saved)
  else if (status !== 'rejected') toast.success(correction.recycled(status))
  else toast.failure(correction.stillRejected, new Error(broken.map(({ message }) => message).join('. ')))
}
