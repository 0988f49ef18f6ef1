import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCanGoBack, useNavigate, useRouter } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import type { BrokenRule } from '../../../shared/checker/brokenRule'
import { newlyBroken, statusFor } from '../../../shared/checker/enforcement'
import type { Usage } from '../../../shared/usage'
import { Problem } from '../../api/api'
import type { Whole } from '../../api/specificationQueries'
import { changeUsage, usageToChange } from '../../api/usageQueries'
import { type Checking, useChecker } from '../../checking/useChecker'
import { editing } from '../../messages/edit'
import { toast } from '../../ui/feedback/toast'
import { useOnce } from '../../ui/input/useOnce'
import { type Draft, draftOf, isChanged, patchOf, reapply } from './correction'
import { problemsOf, type Refused, standing, standingRules, stillFound } from './problems'

/** A usage as it was read, and by which ETag it is known. */
export interface Current {
  item: Usage
  etag: string
}

/** Where it is said why nothing was saved. */
export const saveBlockersId = 'hindrance'

/** A usage being corrected: what was written, what is wrong with it, and what saving it comes to. */
export function useCorrection(start: Current, whole: Whole | null) {
  const [base, setBase] = useState(start)
  const [draft, setDraft] = useState<Draft>(() => draftOf(start.item))
  const [reason, setReason] = useState('')
  const [refused, setRefused] = useState<Refused>()
  const [theirs, setTheirs] = useState<Current>()
  const client = useQueryClient()
  const { mutate, isPending, isSuccess } = useMutation(changeUsage)
  const once = useOnce()
  const leave = useLeave(base.item.id)

  const checking = useChecker(whole?.specification, whole?.contained)
  const found = useMemo(() => brokenIn(draft, checking, base.item), [draft, checking, base])
  const brokenBefore = useMemo(() => brokenIn(draftOf(base.item), checking, base.item), [checking, base])
  const broken = [...found, ...(refused ? standingRules(refused, draft, found) : [])]
  const fresh = newlyBroken(broken, brokenBefore)
  const problems = [...problemsOf(base.item, draft), ...(refused ? standing(refused, draft) : [])]

  const look = async () => setTheirs(await client.fetchQuery(usageToChange(base.item.id)))
  const save = (to: Draft) =>
    once((mayAgain) => {
      setRefused(undefined)
      mutate(
        { id: base.item.id, patch: patchOf(base.item, to), etag: base.etag, reason: reason.trim() },
        {
          onSuccess: (saved) => {
            say(saved, to)
            leave({ ignoreBlocker: true })
          },
          onError: (error) => {
            mayAgain()
            const problem =
              error instanceof Problem ? error : new Problem(0, { reason: editing.refused, message: error.message })
            if (problem.status === 412) void look()
            else flushSync(() => setRefused({ problem, draft }))
            document.getElementById(saveBlockersId)?.focus()
          },
        },
      )
    })

  return {
    base,
    draft,
    broken,
    /** What it did not break before; `becomes` is the status it gets for that when it is saved so, undefined when it is refused. */
    fresh,
    becomes: statusFor(draft.status, base.item.status, fresh, whole?.specification.enforcement),
    problems,
    checking,
    refused: refused?.problem,
    isChanged: isChanged(base.item, draft) && !isSuccess,
    isPending,
    isSaved: isSuccess,
    reason,
    setReason,
    change: (changed: Partial<Draft>) => setDraft((before) => ({ ...before, ...changed })),
    save,
    look,
    leave,
    /** What somebody else made of it, as long as nothing is decided. */
    theirs,
    later: () => setTheirs(undefined),
    take: (other: Current) => {
      setDraft(draftOf(other.item))
      rebase(other)
    },
    reapply: (other: Current) => {
      setDraft((mine) => reapply(base.item, mine, other.item))
      rebase(other)
    },
  }

  function rebase(to: Current) {
    setBase(to)
    setTheirs(undefined)
    setRefused(undefined)
  }
}

const brokenIn = (draft: Draft, checking: Checking, usage: Usage): BrokenRule[] =>
  checking.state === 'ready'
    ? [...checking.checker.check(checking.checker.complete(draft)), ...stillFound(usage, draft)]
    : []

/** Back to where the correction began, or to the usage. */
function useLeave(id: string): (how?: { ignoreBlocker: boolean }) => void {
  const { history } = useRouter()
  const canGoBack = useCanGoBack()
  const navigate = useNavigate()
  return (how) => {
    if (canGoBack) history.back(how)
    else void navigate({ to: '/usages/$id', params: { id }, ...how })
  }
}

function say({ status, validation }: Usage, sent: Draft): void {
  const broken = validation?.brokenRule ?? []
  if (sent.status !== 'recycled') toast.success(broken.length > 0 ? editing.savedBroken(broken.length) : editing.saved)
  else if (status !== 'rejected') toast.success(editing.recycled(status))
  else toast.failure(editing.stillRejected, new Error(broken.map(({ message }) => message).join('. ')))
}
