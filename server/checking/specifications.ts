import { LRUCache } from 'lru-cache'
import { type Checker, compile, SpecificationError } from '../../shared/checker/checker'
import type { UsageSpecification } from '../../shared/usageSpecification'
import type { Db, Pool } from '../db/connect'
import { everything } from '../resource/scope'
import { knownOf, partsOf, readSpecifications, revisionsOf, type StoredSpecification } from '../store/specifications'
import { startTimeSlice } from '../yieldToOthers'

/** A specification as usages are checked against it. */
export interface KnownSpecification extends StoredSpecification {
  /** Undefined: it cannot be compiled, as one that it contains was changed at the same time, or it is from before such specifications were refused. */
  checker: Checker | undefined
  /** What keeps it from being compiled, in words. */
  problem?: string
}

/** Specifications, compiled once for each revision. What another server has changed counts from the next usage on, too. */
export interface Specifications {
  /** Those of some ids; the others are not there. Who is in a transaction asks by it, as all other connections may be waiting for its locks. */
  find(ids: Iterable<string>, transaction?: Db): Promise<Map<string, KnownSpecification>>
}

interface Entry {
  known: KnownSpecification
  /** Of it and of all it contains: when one of them changes, it is compiled again. */
  revisions: Map<string, number>
}

const mostKept = 1000
/** The revision of what is not there. */
const missing = 0

export function makeSpecifications(pool: Pool): Specifications {
  const entries = new LRUCache<string, Entry>({ max: mostKept })
  let next: { ids: Set<string>; found: Promise<Map<string, KnownSpecification>> } | undefined
  let last: Promise<unknown> = Promise.resolve()

  /** Asks which revisions are current, and compiles what has changed. */
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
      // Who asks while a question is under way joins the next one.
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
  const turn = startTimeSlice()
  for (const [id, stored] of await readSpecifications(db, everything, ids)) {
    if (turn.isOver()) await turn.yieldToOthers()
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
