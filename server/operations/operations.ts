import { immutableAttributes, maxBody } from '../../shared/vocabulary'
import type { Context } from '../context'
import type { Db, Pool } from '../db/connect'
import { invalid, TmfError, unknownId } from '../errors'
import { errorOfOperation, readCollectionPatch, refuseDuplicateClaims } from '../patch/collectionPatch'
import { applyPatch, type Patch } from '../patch/patch'
import type { Admitted, Candidate } from '../resource/admission'
import type { Caller } from '../resource/caller'
import { check, checkNew } from '../resource/check'
import { checkUnchanged } from '../resource/etag'
import { type Document, unstorableIn } from '../resource/json'
import { admit, baseOf, hrefOf, isId, type Resource } from '../resource/resource'
import type { Row } from '../resource/row'
import { exchangeClaims, holdersOf } from '../store/insert'
import { type LockedRow, lockOne, readFirst, readOne, remove, replace } from '../store/rows'
import { heldError, isRepetition, refuseKey, requestClaim } from '../write/claims'
import type { Outcome } from '../write/writer'

/** Checks, completes and stores a new resource; for a request that was repeated with its `Idempotency-Key`, finds what it made. */
export async function create(
  { pool, writer }: Context,
  it: Resource,
  input: unknown,
  caller: Caller,
): Promise<{ row: Row; isRepeated: boolean }> {
  const base = baseOf(it, caller)
  const request = requestClaim(it, caller, input)
  // A request that comes again is answered as it was, whatever is asked of new ones since.
  const [earlier] = request ? await holdersOf(pool, [request]) : []
  if (earlier && !isRepetition(earlier)) throw heldError(it, earlier, base)
  const first = earlier && (await readFirst(pool, it, earlier.id))
  if (first) return { row: first, isRepeated: true }
  checkNew(it.type, it.face.createSchema, input)
  const now = new Date()
  const { document, ...beside } = await admitOne(pool, it, { document: it.prepare(input, now) }, now)
  const claims = request ? [request, ...beside.claims] : beside.claims
  const [outcome] = await writer.create(it, [document], { beside: [{ ...beside, claims }], author: caller })
  // It may have come twice at once.
  const other =
    outcome?.result === 'held' && isRepetition(outcome.held) ? await readFirst(pool, it, outcome.held.id) : undefined
  return other ? { row: other, isRepeated: true } : { row: rowOf(it, outcome, base), isRepeated: false }
}

/** Checks, completes and stores the new resources of a patch of the collection: all of them, or none. */
export async function createAll(
  { pool, writer }: Context,
  it: Resource,
  patch: unknown,
  caller: Caller,
): Promise<Row[]> {
  refuseKey(caller.idempotencyKey)
  const base = baseOf(it, caller)
  const now = new Date()
  const candidates = readCollectionPatch(it, patch).map((input) => ({ document: it.prepare(input, now) }))
  const admitted = (await admit(pool, it, candidates, now)).map((one, index) => {
    if (one instanceof TmfError) throw errorOfOperation(index, one)
    return one
  })
  refuseDuplicateClaims(it, admitted)
  const outcomes = await writer.create(
    it,
    admitted.map(({ document }) => document),
    { kind: 'whole', beside: admitted, author: caller },
  )
  for (const [index, outcome] of outcomes.entries())
    if (outcome.result === 'held') throw errorOfOperation(index, heldError(it, outcome.held, base))
  return outcomes.map((outcome) => rowOf(it, outcome, base))
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

export async function retrieve({ pool }: Context, it: Resource, id: string, _caller: Caller): Promise<Row> {
  const row = isId(id) ? await readOne(pool, it, id) : undefined
  if (!row) throw unknownId(it.type, id)
  return row
}

/** Applies a patch and checks what comes of it. Read, patch and write are one step to anyone else. */
export async function change(context: Context, it: Resource, id: string, patch: Patch, caller: Caller): Promise<Row> {
  const base = baseOf(it, caller)
  const { row, afterwards } = await context.pool.transaction<Changed>(async (db) => {
    const row = await lock(context, db, it, id, caller)
    const before = { id, href: hrefOf(it, id, base), ...(JSON.parse(row.document) as Document) }
    const after = applyPatch(it, before, patch)
    const isSame = Bun.deepEquals(before, after, true)
    if (isSame && !isUnvalidated(it, before, row.aside ? JSON.parse(row.aside) : undefined)) return { row }
    checkImmutable(it, before, after)
    check(it.type, it.face.schema, after)
    checkSize(it, after)
    const now = new Date()
    const candidate = {
      id,
      base,
      before: stored(before),
      document: it.guard(stored(before), stored(after), now),
      holds: row.claims ?? [],
    }
    const admitted = await admitOne(context.pool, it, candidate, now, db)
    if (isSame && isUnvalidated(it, admitted.document, admitted.aside)) return { row }
    const held = await exchangeClaims(db, it, row, admitted.claims)
    if (held) throw heldError(it, held, base)
    return { row: await replace(db, it, id, admitted, caller), afterwards: admitted.afterwards }
  })
  // The change is made, whatever becomes of what follows it.
  await afterwards?.(context.pool).catch((error) =>
    context.log.error({ err: error, type: it.type, id }, 'what follows a change failed'),
  )
  return row
}

type Changed = { row: Row } & Pick<Admitted, 'afterwards'>

export function erase(context: Context, it: Resource, id: string, caller: Caller, isForced: boolean): Promise<void> {
  return context.pool.transaction(async (db) => {
    await lock(context, db, it, id, caller)
    if (!isForced) await it.guardDelete?.(db, id)
    await remove(db, it, id, caller)
  })
}

/** The resource a change is about, locked, and still as the caller has read it. */
async function lock(
  { requireIfMatch }: Context,
  db: Db,
  it: Resource,
  id: string,
  { ifMatch }: Caller,
): Promise<LockedRow> {
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
    throw new TmfError(
      413,
      'bodyTooLarge',
      `The ${it.type} would be too large`,
      `A ${it.type} has at most ${maxBody} bytes. Nothing was changed.`,
    )
  }
}

const isUnvalidated = (it: Resource, document: Document, aside: Document | undefined): boolean =>
  it.isUnvalidated?.({ ...document, ...aside }) ?? false

/** A resource without what is never stored. */
const stored = ({ id: _id, href: _href, ...document }: Document): Document => document
