import { useEffect, useState } from 'react'
import type { UsageSpecificationCreate } from '../../../shared/usageSpecification'
import type { Tagged } from '../../api/api'
import { isSame } from './draft/patch'

/** A draft in the browser's local storage, and the stored specification that it changes. */
interface StoredDraft {
  document: UsageSpecificationCreate
  base?: Tagged<UsageSpecificationCreate>
  /** The time of the last change. */
  at: string
}

/** Keeps the draft in this browser, and offers the draft of an earlier visit. That one is not overwritten until the user has decided. */
export function useStoredDraft(
  id: string | undefined,
  document: UsageSpecificationCreate,
  base: Tagged<UsageSpecificationCreate> | undefined,
  initial: UsageSpecificationCreate,
) {
  const [offer, setOffer] = useState(() => {
    const stored = read(id)
    return stored && !isSame(stored.document, initial) ? stored : undefined
  })
  const isOffering = offer !== undefined
  const isChanged = !isSame(document, base?.document ?? initial)
  // An effect, because local storage is outside of React.
  useEffect(() => {
    if (isOffering) return
    if (isChanged) write(id, { document, ...(base && { base }), at: new Date().toISOString() })
    else forget(id)
  }, [id, document, base, isChanged, isOffering])
  return {
    offer,
    /** The user has decided on the offer: from now on the current draft is kept. */
    settle: () => setOffer(undefined),
    forget: () => forget(id),
  }
}

const keyOf = (id: string | undefined) => `tallyman.draft.${id ?? 'new'}`

/** Undefined if there is no draft, or if the stored draft is unreadable. */
function read(id: string | undefined): StoredDraft | undefined {
  try {
    const stored: StoredDraft | null = JSON.parse(localStorage.getItem(keyOf(id)) ?? 'null')
    return typeof stored?.document === 'object' && stored.document !== null ? stored : undefined
  } catch {
    return undefined
  }
}

/** Without storage, or room in it, the draft is lost when the user leaves; the leave guard asks before that. */
function write(id: string | undefined, draft: StoredDraft): void {
  try {
    localStorage.setItem(keyOf(id), JSON.stringify(draft))
  } catch {}
}

const forget = (id: string | undefined): void => localStorage.removeItem(keyOf(id))
