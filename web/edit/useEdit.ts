import { type UseMutationOptions, useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Problem, type Saving, type Tagged } from '../api/api'
import { edit as words } from '../messages/edit'
import { useOnce } from '../ui/input/useOnce'
import { focusSaveBlockers } from './SaveBlockers'
import type { Refused } from './standing'

interface Options<Document, Saved> {
  /** The stored document that is edited; undefined: a new one is written. */
  start: Tagged<Document> | undefined
  mutation: UseMutationOptions<Saved, Error, Saving>
  /** Reads the stored document again. */
  reload: () => Promise<Tagged<Document>>
}

/**
 * Saves a draft once, on the condition (If-Match) that the stored document is still the revision it was written over. When someone else has
 * changed that document (412), `theirs` holds it until `rebase` or `dismissTheirs`.
 */
export function useEdit<Document, Draft, Saved>({ start, mutation, reload }: Options<Document, Saved>) {
  const [base, setBase] = useState(start)
  const [reason, setReason] = useState('')
  const [isForced, setForced] = useState(false)
  const [refused, setRefused] = useState<Refused<Draft>>()
  const [theirs, setTheirs] = useState<Tagged<Document>>()
  const { mutate, isPending, isSuccess } = useMutation(mutation)
  const once = useOnce()

  const refuse = async (error: Error, draft: Draft, mayAgain: () => void) => {
    const problem =
      error instanceof Problem ? error : new Problem(0, { reason: words.notSaved, message: error.message })
    if (problem.status === 412) setTheirs(await reload().catch(() => undefined))
    setRefused({ problem, draft })
    mayAgain()
    focusSaveBlockers()
  }

  return {
    base,
    reason,
    setReason,
    /** True if the server is to do what it otherwise refuses; it then needs a reason. */
    isForced,
    setForced,
    isPending,
    isSaved: isSuccess,
    /** The server's refusal. Undefined while the conflict dialog is shown, which has the same content. */
    refused: theirs ? undefined : refused,
    /** `draft` tells later which of the server's problems still stand. */
    save: (draft: Draft, body: object, onSaved: (saved: Saved) => void) =>
      once((mayAgain) => {
        setRefused(undefined)
        mutate(
          { body, reason: reason.trim(), isForced, ...(base && { etag: base.etag }) },
          { onSuccess: onSaved, onError: (error) => void refuse(error, draft, mayAgain) },
        )
      }),
    theirs,
    showTheirs: async () => setTheirs(await reload()),
    dismissTheirs: () => setTheirs(undefined),
    /** From now on the draft is a change of this revision. */
    rebase: (to: Tagged<Document>) => {
      setBase(to)
      setTheirs(undefined)
      setRefused(undefined)
    },
  }
}
