import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { UsageSpecification, UsageSpecificationCreate } from '../../../shared/usageSpecification'
import { Problem } from '../../api/api'
import { queryClient } from '../../api/queryClient'
import { saveSpecification, specificationToChange } from '../../api/specificationQueries'
import { useOnce } from '../../ui/input/useOnce'
import type { Base } from './draft/base'
import { editable, mergePatchOf } from './draft/patch'

interface Options {
  id: string | undefined
  base: Base | undefined
  onSaved: (it: UsageSpecification) => void
  onRefused: () => void
}

/** Sends a draft: all of a new one, of another what was changed, on the condition that nobody else did meanwhile. */
export function useSaving({ id, base, onSaved, onRefused }: Options) {
  const { mutate, reset, error, isPending, isSuccess } = useMutation(saveSpecification)
  const [sent, setSent] = useState<UsageSpecificationCreate>()
  /** What somebody else has made of it. */
  const [theirs, setTheirs] = useState<Base>()
  // Known before the next render: a second click comes sooner.
  const once = useOnce()
  const refused = async (error: Error, mayAgain: () => void) => {
    if (id !== undefined && error instanceof Problem && error.status === 412) {
      const now = await queryClient.fetchQuery(specificationToChange(id)).catch(() => undefined)
      if (now) setTheirs({ document: editable(now.item), etag: now.etag })
    }
    mayAgain()
    onRefused()
  }
  const save = (document: UsageSpecificationCreate, reason: string) =>
    once((mayAgain) => {
      setSent(document)
      const body = base ? mergePatchOf(base.document, document) : document
      mutate(
        { id, body, reason, ...(base && { etag: base.etag }) },
        { onSuccess: onSaved, onError: (error) => void refused(error, mayAgain) },
      )
    })
  return {
    save,
    reset,
    error: error && theirs === undefined ? error : null,
    sent,
    isPending,
    isSuccess,
    theirs,
    setTheirs,
  }
}
