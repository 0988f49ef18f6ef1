import { type Checker, compile } from '../../shared/checker/checker'
import { containedIds } from '../../shared/checker/specification'
import type { UsageSpecification } from '../../shared/usageSpecification'
import type { Db } from '../db/connect'
import { takeTurn } from '../tmf/turn'

/** A specification as usages are checked against it. */
export interface KnownSpecification {
  revision: number
  document: UsageSpecification
  /** Undefined: it was stored before such specifications were refused, and cannot be compiled. */
  checker: Checker | undefined
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

type Stored = Pick<KnownSpecification, 'document' | 'revision'>

const mostKept = 1000
/** The revision of what is not there. */
const missing = 0

export function makeSpecifications(pool: Db): Specifications {
  const entries = new Map<string, Entry>()
  let next: { ids: Set<string>; found: Promise<Map<string, KnownSpecification>> } | undefined
  let last: Promise<unknown> = Promise.resolve()

  /** Asks which revisions are current, and compiles what has changed. */
  async function read(ids: Set<string>, db: Db): Promise<Map<string, KnownSpecification>> {
    const asked = new Set([...ids].flatMap((id) => [id, ...(entries.get(id)?.revisions.keys() ?? [])]))
    const rows = await db.runText<{ id: string; revision: number }>('select id, revision from usage_specification where id = any($1)', [[...asked]])
    const revisions = new Map(rows.map(({ id, revision }) => [id, revision]))
    const present = [...ids].filter((id) => revisions.has(id))
    const stale = present.filter((id) => !isCurrent(entries.get(id), revisions))
    for (const [id, entry] of await load(db, stale)) {
      entries.delete(id)
      entries.set(id, entry)
    }
    const found = new Map(present.flatMap((id) => (entries.has(id) ? [[id, (entries.get(id) as Entry).known]] : [])))
    for (const id of [...entries.keys()].slice(0, Math.max(0, entries.size - mostKept))) entries.delete(id)
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

const isCurrent = (entry: Entry | undefined, revisions: Map<string, number>): boolean =>
  entry !== undefined && [...entry.revisions].every(([id, revision]) => (revisions.get(id) ?? missing) === revision)

async function load(db: Db, ids: string[]): Promise<Map<string, Entry>> {
  const own = await readStored(db, ids)
  const entries = new Map<string, Entry>()
  const turn = takeTurn()
  for (const [id, { document, revision }] of own) {
    if (turn.isOver()) await turn.next()
    const parts = await partsOf(db, document)
    const revisions = new Map([[id, revision], ...[...parts].map(([part, stored]) => [part, stored?.revision ?? missing] as const)])
    const documents = [...parts.values()].flatMap((stored) => stored?.document ?? [])
    entries.set(id, { known: { revision, document, checker: compiled(document, documents) }, revisions })
  }
  return entries
}

/** The checker of a specification that need not be stored; throws a SpecificationError where there can be none. */
export async function checkerOf(db: Db, document: UsageSpecification): Promise<Checker> {
  const parts = await partsOf(db, document)
  return compile(
    document,
    [...parts.values()].flatMap((stored) => stored?.document ?? []),
  )
}

/** All that a specification contains, however deep; undefined what is not there. */
async function partsOf(db: Db, document: UsageSpecification): Promise<Map<string, Stored | undefined>> {
  const parts = new Map<string, Stored | undefined>()
  for (let wanted = containedIds(document); wanted.length > 0; ) {
    const found = await readStored(db, wanted)
    for (const id of wanted) parts.set(id, found.get(id))
    wanted = [...found.values()].flatMap((stored) => containedIds(stored.document)).filter((id) => id !== document.id && !parts.has(id))
  }
  return parts
}

async function readStored(db: Db, ids: string[]): Promise<Map<string, Stored>> {
  if (ids.length === 0) return new Map()
  const rows = await db.runText<{ id: string; revision: number; document: string }>('select id, revision, document from usage_specification where id = any($1)', [ids])
  return new Map(rows.map(({ id, revision, document }) => [id, { revision, document: { ...JSON.parse(document), id } }]))
}

function compiled(document: UsageSpecification, parts: UsageSpecification[]): Checker | undefined {
  try {
    return compile(document, parts)
  } catch {
    return undefined
  }
}
