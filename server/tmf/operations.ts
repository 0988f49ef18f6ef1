import { immutableAttributes, maxBody } from '../../shared/vocabulary'
import type { Db, Pool } from '../db/connect'
import { invalid, TmfError, unknownId } from '../errors'
import type { Log } from '../log'
import { readAdditions } from './additions'
import { admit } from './admission'
import type { Admitted, Candidate } from './admitted'
import { check, checkNew } from './check'
import { heldError, isRepetition, requestClaim } from './claim'
import { checkUnchanged } from './etag'
import { exchange } from './insert'
import { type Document, unstorableIn } from './json'
import { applyPatch, type Patch } from './patch'
import { hrefOf, isId, type Resource } from './resource'
import { type Author, type LockedRow, lockOne, type Row, readFirst, readOne, remove, replace } from './store'
import type { Outcome, Writer } from './write'

/** What every operation needs. */
export interface Context {
  pool: Pool
  writer: Writer
  /** Whether every change must name, by `If-Match`, what it changes. */
  requireIfMatch: boolean
  /** Aborted once the server is to stop: what has no end of its own ends then. */
  stopping: AbortSignal
  log: Log
}

/** Who asks, and where the caller sees this server: the base of every href. */
export interface Caller extends Author {
  base: string
  /** The `If-Match` header: a change happens only to what it names. */
  ifMatch: string | null
  /** The `Idempotency-Key` header: the same request twice makes one resource. */
  idempotencyKey: string | null
}

/** Checks, completes and stores a new resource; for a request that was repeated with its `Idempotency-Key`, finds what it made. */
export async function create({ pool, writer }: Context, it: Resource, input: unknown, caller: Caller): Promise<{ row: Row; isRepeated: boolean }> {
  checkNew(it.type, it.createSchema, input)
  const { base, idempotencyKey } = caller
  const now = new Date()
  const { document, ...beside } = await admitOne(pool, it, { document: it.prepare(input, now) }, now)
  const claims = [...requestClaim(it, idempotencyKey, input), ...beside.claims]
  const [outcome] = await writer.create(it, [document], { beside: [{ ...beside, claims }], author: caller })
  const first = outcome?.result === 'held' && isRepetition(outcome.held) ? await readFirst(pool, it, outcome.held.id) : undefined
  return first ? { row: first, isRepeated: true } : { row: rowOf(it, outcome, base), isRepeated: false }
}

/** Checks, completes and stores the new resources of a patch of the collection: all of them, or none. */
export async function createAll({ pool, writer }: Context, it: Resource, patch: unknown, caller: Caller): Promise<Row[]> {
  const now = new Date()
  const candidates = readAdditions(it, patch).map((input) => ({ document: it.prepare(input, now) }))
  const admitted = (await admit(pool, it, candidates, now)).map((one, index) => {
    if (one instanceof TmfError) throw new TmfError(one.status, one.code, `[${index}]: ${one.reason}`, one.message, one.extra)
    return one
  })
  const outcomes = await writer.create(
    it,
    admitted.map(({ document }) => document),
    { kind: 'whole', beside: admitted, author: caller },
  )
  const held = outcomes.find(({ result }) => result === 'held')
  if (held) rowOf(it, held, caller.base)
  return outcomes.map((outcome) => rowOf(it, outcome, caller.base))
}

async function admitOne(pool: Pool, it: Resource, candidate: Candidate, now: Date, db?: Db): Promise<Admitted> {
  const [admitted] = await admit(pool, it, [candidate], now, db)
  if (!admitted || admitted instanceof TmfError) throw admitted ?? new Error('Nothing was admitted or refused')
  return admitted
}

function rowOf(it: Resource, outcome: Outcome | undefined, base: string): Row {
  if (outcome?.result === 'created') return outcome.row
  if (outcome?.result === 'held') throw heldError(it, outcome.held, base)
  throw outcome?.error ?? new Error('The writer gave no outcome')
}

export async function retrieve({ pool }: Context, it: Resource, id: string): Promise<Row> {
  const row = isId(id) ? await readOne(pool, it, id) : undefined
  if (!row) throw unknownId(it.type, id)
  return row
}

/** Applies a patch and checks what comes of it. Read, patch and write are one step to anyone else. */
export function change(context: Context, it: Resource, id: string, patch: Patch, caller: Caller): Promise<Row> {
  return context.pool.transaction(async (db) => {
    const row = await lock(context, db, it, id, caller)
    const before = { id, href: hrefOf(it, id, caller.base), ...(JSON.parse(row.document) as Document) }
    const after = applyPatch(it, before, patch)
    if (Bun.deepEquals(before, after, true)) return row
    checkImmutable(it, before, after)
    check(it.type, it.schema, after)
    checkSize(it, after)
    const now = new Date()
    const admitted = await admitOne(context.pool, it, { before: stored(before), document: it.guard(stored(before), stored(after), now) }, now, db)
    const held = await exchange(db, it, row, admitted.claims)
    if (held) throw heldError(it, held, caller.base)
    return replace(db, it, id, admitted, caller)
  })
}

export function erase(context: Context, it: Resource, id: string, caller: Caller, isForced: boolean): Promise<void> {
  return context.pool.transaction(async (db) => {
    await lock(context, db, it, id, caller)
    if (!isForced) await it.guardDelete?.(db, id)
    await remove(db, it, id, caller)
  })
}

/** The resource a change is about, locked, and still as the caller has read it. */
async function lock({ requireIfMatch }: Context, db: Db, it: Resource, id: string, { ifMatch }: Caller): Promise<LockedRow> {
  const row = isId(id) ? await lockOne(db, it, id) : undefined
  if (!row) throw unknownId(it.type, id)
  checkUnchanged(ifMatch, row, requireIfMatch)
  return row
}

function checkImmutable(it: Resource, before: Document, after: Document): void {
  const changed = immutableAttributes.filter((name) => !Bun.deepEquals(before[name], after[name]))
  if (changed.length > 0) {
    throw invalid(
      it.type,
      changed.map((path) => ({ path, message: 'cannot be changed: leave it out, or send the value it has' })),
    )
  }
}

/** A patch must not make what could not have been sent. */
function checkSize(it: Resource, after: Document): void {
  const unstorable = unstorableIn(after)
  if (unstorable.length > 0) throw invalid(it.type, unstorable.slice(0, 20))
  if (Buffer.byteLength(JSON.stringify(after)) > maxBody) {
    throw new TmfError(413, 'bodyTooLarge', `The ${it.type} would be too large`, `A ${it.type} has at most ${maxBody} bytes. Nothing was changed.`)
  }
}

/** A resource without what is never stored. */
const stored = ({ id: _id, href: _href, ...document }: Document): Document => document
