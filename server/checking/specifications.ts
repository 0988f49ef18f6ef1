import { LRUCache } from 'lru-cache'
import { type Checker, compile, SpecificationError } from '../../shared/checker/checker'
import type { UsageSpecification } from '../../shared/usageSpecification'
import type { Db, Pool } from '../db/connect'
import { everything } from '../resource/scope'
import { knownOf, partsOf, readSpecifications, revisionsOf, type StoredSpecification } from '../store/specifications'
import { startTimeSlice } from '../yieldToOthers'

/** A compiled specification. */
export interface KnownSpecification extends StoredSpecification {
  /** Undefined if the specification cannot be compiled: one that it contains changed at the same time, or an older version of the server accepted it. */
  checker: Checker | undefined
  /** Why it cannot be compiled. */
  problem?: string
}

/** Compiled specifications, cached by revision. A change by another server applies from the next usage on. */
export interface Specifications {
  /** The specifications of some ids. Missing ones are not in the result. Inside a transaction, pass it: the other connections may all be waiting for its locks. */
  find(ids: Iterable<string>, transaction?: Db): Promise<Map<string, KnownSpecification>>
}

interface Entry {
  known: KnownSpecification
  /** The revisions of the specification and of all that it contains. If one changes, it is compiled again. */
  revisions: Map<string, number>
}

const mostKept = 1000
/** The revision of a missing specification. */
const missing = 0

export function makeSpecifications(pool: Pool): Specifications {
  const entries = new LRUCache<string, Entry>({ max: mostKept })
  let next: { ids: Set<string>; found: Promise<Map<string, KnownSpecification>> } | undefined
  let last: Promise<unknown> = Promise.resolve()

  /** Reads the current revisions, and compiles the specifications that have changed. */
  async function read(ids: Set<string>, db: Db): Promise<Map<string, KnownSpecification>> {
    const asked = new Set([...ids].flatMap((id) => [id, ...(entries.get(id)?.revisions.keys() ?? [])]))
    const revisions = await revisionsOf(db, everything, [...asked])
    const found = new Map<string, KnownSpecification>()
    const stale: string[] = []
    for (const id of ids) {
      const entry = entries.get(id)
      if (entry && isCurrent(entry, revisions)) found.set(id, entry.known)
      else if (revisions.has(id)) stale.push(id)
    }
    for (const [id, entry] of await load(db, stale)) {
      entries.set(id, entry)
      found.set(id, entry.known)
    }
    return found
  }

  return {
    async find(ids, transaction) {
      if (transaction) return read(new Set(ids), transaction)
      // Calls that arrive while a query is running share the next one.
      if (!next) {
        const asked = new Set<string>()
        const found = last.then(() => {
          next = undefined
          return read(asked, pool)
        })
        last = found.catch(() => {})
        next = { ids: asked, found }
      }
      for (const id of ids) next.ids.add(id)
      return next.found
    },
  }
}

const isCurrent = (entry: Entry, revisions: Map<string, number>): boolean =>
  [...entry.revisions].every(([id, revision]) => (revisions.get(id) ?? missing) === revision)

async function load(db: Db, ids: string[]): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  const slice = startTimeSlice()
  for (const [id, stored] of await readSpecifications(db, everything, ids)) {
    if (slice.isOver()) await slice.yieldToOthers()
    const parts = await partsOf(db, everything, [stored.document])
    const revisions = new Map([
      ...[...parts].map(([part, found]) => [part, found?.revision ?? missing] as const),
      [id, stored.revision],
    ])
    entries.set(id, { known: { ...stored, ...compiled(stored.document, knownOf(parts)) }, revisions })
  }
  return entries
}

function compiled(
  document: UsageSpecification,
  parts: UsageSpecification[],
): Pick<KnownSpecification, 'checker' | 'problem'> {
  try {
    return { checker: compile(document, parts) }
  } catch (thrown) {
    if (!(thrown instanceof SpecificationError)) throw thrown
    return { checker: undefined, problem: thrown.message }
  }
}
