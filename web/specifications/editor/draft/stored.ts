import type { UsageSpecificationCreate } from '../../../../shared/usageSpecification'
import type { Base } from './base'

/** A draft as this browser keeps it: what is written, and what it was written over. */
export interface StoredDraft {
  document: UsageSpecificationCreate
  base?: Base
  /** When it was last written on. */
  at: string
}

const keyOf = (id: string | undefined) => `tallyman.draft.${id ?? 'new'}`

/** The draft of a specification, or of a new one; undefined when there is none that can be read. */
export function readStored(id: string | undefined): StoredDraft | undefined {
  try {
    const stored: StoredDraft | null = JSON.parse(localStorage.getItem(keyOf(id)) ?? 'null')
    return typeof stored?.document === 'object' && stored.document !== null ? stored : undefined
  } catch {
    return undefined
  }
}

/** A browser that keeps nothing, or has no room, loses the draft when the page is left: the page asks before that. */
export function store(id: string | undefined, draft: StoredDraft): void {
  try {
    localStorage.setItem(keyOf(id), JSON.stringify(draft))
  } catch {}
}

export const forgetStored = (id: string | undefined): void => localStorage.removeItem(keyOf(id))
