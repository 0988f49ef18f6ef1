import { useEffect, useState } from 'react'
import type { UsageSpecificationCreate } from '../../../shared/usageSpecification'
import type { Base } from './draft/base'
import { isSame } from './draft/patch'
import { forgetStored, readStored, store } from './draft/stored'

/** Keeps the draft in this browser as it is written, and offers the one that was left here before. Nothing is kept over that until somebody has decided. */
export function useStoredDraft(
  id: string | undefined,
  document: UsageSpecificationCreate,
  base: Base | undefined,
  initial: UsageSpecificationCreate,
) {
  const [offer, setOffer] = useState(() => {
    const stored = readStored(id)
    return stored && !isSame(stored.document, initial) ? stored : undefined
  })
  const isOffering = offer !== undefined
  const isChanged = !isSame(document, base?.document ?? initial)
  // An effect, as it writes to what is outside of React.
  useEffect(() => {
    if (isOffering) return
    if (isChanged) store(id, { document, ...(base && { base }), at: new Date().toISOString() })
    else forgetStored(id)
  }, [id, document, base, isChanged, isOffering])
  return {
    offer,
    /** It has been taken up, or is not wanted: from now on this one is kept. */
    settle: () => setOffer(undefined),
    forget: () => forgetStored(id),
  }
}
