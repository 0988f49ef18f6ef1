import { immutableAttributes, maxBody } from '../../shared/vocabulary'
import type { Context } from '../context'
import type { Pool } from '../db/connect'
import { badRequest, invalid, TmfError, unknownId } from '../errors'
import { errorOfOperation, readCollectionPatch, refuseDuplicateClaims } from '../patch/collectionPatch'
import { applyPatch, type Patch } from '../patch/patch'
import type { Admitted, Candidate, Claim } from '../resource/admission'
import type { Caller } from '../resource/caller'
import { check, checkNew } from '../resource/check'
import { checkPreconditions, type Preconditions } from '../resource/etag'
import { type Document, isEqual, unstorableIn } from '../resource/json'
import { documentOf, representationOf } from '../resource/represent'
import { admit, baseOf, isId, type Resource } from '../resource/resource'
import type { Row } from '../resource/row'
import { type LockedRow, lockMany, remove } from '../store/change'
import { keepClaims, releaseKeptClaims } from '../store/claimExchange'
import { holdersOf } from '../store/insert'
import { readFirst, readOne } from '../store/rows'
import type { ChangeOutcome, Proposal } from '../write/change'
import { isRepetition, refuseKey, requestClaim } from '../write/claims'
import type { Outcome } from '../write/writer'
import { startTimeSlice } from '../yieldToOthers'
import { claimConflict } from './claimConflict'

/**
 * Checks, completes and stores a new resource. A request with a known `Idempotency-Key`, or with the claim of a known event, resolves with the resource
 * that the first request created. `isForced` takes unique values that a deleted resource has kept.
 */
export async function create(
  { pool, writer }: Context,
  it: Resource,
  input: unknown,
  caller: Caller,
  { isForced = false, event }: { isForced?: boolean; event?: Claim | undefined } = {},
): Promise<{ row: Row; isRepeated: boolean }> {
  if (isForced) checkForce(it, caller)
  const request = requestClaim(it, caller, input) ?? event
  // A repeated request gets the same answer, even if the rules have changed since the first request.
  const [earlier] = request ? await holdersOf(pool, [request]) : []
  if (earlier && !isRepetition(earlier)) throw await claimConflict(pool, it, earlier, caller)
  const first = earlier && (await readFirst(pool, caller.scope, it, earlier.id))
  if (first) return { row: first, isRepeated: true }
  const slice = startTimeSlice()
  checkNew(it.type, it.face.createSchema, input)
  const now = new Date()
  const candidate = { document: it.prepare(documentOf(it, input), now), scope: caller.scope }
  if (slice.isOver()) await slice.yieldToOthers()
  const { document, ...extras } = await admitOne(pool, it, candidate, now)
  if (slice.isOver()) await slice.yieldToOthers()
  const claims = request ? [request, ...extras.claims] : extras.claims
  const store = () => writer.create(it, [document], { extras: [{ ...extras, claims }], author: caller })
  let [outcome] = await store()
  if (isForced && outcome?.result === 'held' && (await releaseKeptClaims(pool.changes, claims)))
    [outcome] = await store()
  // The same request may have arrived twice at the same time.
  const other =
    outcome?.result === 'held' && isRepetition(outcome.held)
      ? await readFirst(pool, caller.scope, it, outcome.held.id)
      : undefined
  return other ? { row: other, isRepeated: true } : { row: await rowOf(pool, it, outcome, caller), isRepeated: false }
}

/** Checks, completes and stores the new resources in a patch of the collection: all of them, or none. */
export async function createAll(
  { pool, writer }: Context,
  it: Resource,
  patch: unknown,
  caller: Caller,
): Promise<Row[]> {
  refuseKey(caller.idempotencyKey)
  const now = new Date()
  const candidates = readCollectionPatch(it, patch).map((input) => ({
    document: it.prepare(documentOf(it, input), now),
    scope: caller.scope,
  }))
  const admitted = (await admit(pool, it, candidates, now)).map((one, index) => {
    if (one instanceof TmfError) throw errorOfOperation(index, one)
    return one
  })
  refuseDuplicateClaims(it, admitted)
  const outcomes = await writer.create(
    it,
    admitted.map(({ document }) => document),
    { kind: 'whole', extras: admitted, author: caller },
  )
  for (const [index, outcome] of outcomes.entries())
    if (outcome.result === 'held') throw errorOfOperation(index, await claimConflict(pool, it, outcome.held, caller))
  return Promise.all(outcomes.map((outcome) => rowOf(pool, it, outcome, caller)))
}

async function admitOne(pool: Pool, it: Resource, candidate: Candidate, now: Date): Promise<Admitted> {
  const [admitted] = await admit(pool, it, [candidate], now)
  if (!admitted || admitted instanceof TmfError) throw admitted ?? new Error('Nothing was admitted or refused')
  return admitted
}

async function rowOf(
  pool: Pool,
  it: Resource,
  outcome: Outcome | ChangeOutcome | undefined,
  caller: Caller,
): Promise<Row> {
  if (outcome?.result === 'held') throw await claimConflict(pool, it, outcome.held, caller)
  if (outcome?.result === 'refused') throw outcome.error
  if (!outcome) throw new Error('The writer gave no outcome')
  return outcome.row
}

export async function retrieve({ pool }: Context, it: Resource, id: string, { scope }: Caller): Promise<Row> {
  const row = isId(id) ? await readOne(pool, scope, it, id) : undefined
  if (!row) throw unknownId(it.type, id)
  return row
}

/** A patch of one resource, with the conditions of the request. `isForced` skips what only a forced change may do. */
export interface PatchRequest extends Partial<Preconditions> {
  id: string
  patch: Patch
  isForced?: boolean
}

/** Applies a patch and checks the result. The resource is locked from reading to writing. */
export async function change(
  context: Context,
  it: Resource,
  id: string,
  { isForced = false, ...patch }: Patch & { isForced?: boolean },
  caller: Caller,
): Promise<Row> {
  if (isForced) checkForce(it, caller)
  const [outcome] = await changeMany(
    context,
    it,
    [{ id, patch, ifMatch: caller.ifMatch, ifNoneMatch: caller.ifNoneMatch, isForced }],
    caller,
  )
  return rowOf(context.pool, it, outcome, caller)
}

/** Applies patches of many resources, each with an outcome of its own. Patches of one resource are applied in order. */
export async function changeMany(
  context: Context,
  it: Resource,
  patches: PatchRequest[],
  caller: Omit<Caller, keyof Preconditions>,
): Promise<ChangeOutcome[]> {
  const outcomes = await context.writer.change(
    it,
    patches.map((one) => ({
      id: one.id,
      scope: caller.scope,
      author: caller,
      size: JSON.stringify(one.patch.body)?.length ?? 0,
      propose: (row, now) => propose(context, it, row, one, caller, now),
    })),
  )
  for (const [index, outcome] of outcomes.entries())
    if (outcome.result === 'changed')
      // The change is committed, so an error in the work afterwards does not fail the request.
      await outcome
        .afterwards?.(context.pool)
        .catch((error) =>
          context.log.error({ err: error, type: it.type, id: patches[index]?.id }, 'work after a change failed'),
        )
  return outcomes
}

/** The result of a patch, to be stored; undefined if the patch changes nothing. */
async function propose(
  { requireIfMatch }: Context,
  it: Resource,
  row: LockedRow,
  { patch, ifMatch = null, ifNoneMatch = null, isForced }: PatchRequest,
  caller: Pick<Caller, 'origin' | 'scope'>,
  now: Date,
): Promise<Proposal | undefined> {
  checkPreconditions({ ifMatch, ifNoneMatch }, row, requireIfMatch)
  const slice = startTimeSlice()
  const base = baseOf(it, caller)
  const document: Document = JSON.parse(row.document)
  const before = representationOf(it, row, base)
  if (slice.isOver()) await slice.yieldToOthers()
  const after = applyPatch(it, before, patch)
  if (slice.isOver()) await slice.yieldToOthers()
  const isSame = isEqual(before, after)
  if (isSame && !isUnvalidated(it, document, row.aside ? JSON.parse(row.aside) : undefined)) return undefined
  checkImmutable(it, before, after)
  check(it.type, it.face.schema, after, before)
  if (slice.isOver()) await slice.yieldToOthers()
  checkSize(it, after)
  const guarded = it.guard(document, documentOf(it, after), now)
  if (!isForced) it.guardChange?.(document, guarded)
  if (slice.isOver()) await slice.yieldToOthers()
  return {
    id: row.id,
    base,
    scope: caller.scope,
    before: document,
    document: guarded,
    holds: row.claims ?? [],
    isWorthStoring: (admitted) => !(isSame && isUnvalidated(it, admitted.document, admitted.aside)),
  }
}

export function erase(context: Context, it: Resource, id: string, caller: Caller, isForced: boolean): Promise<void> {
  if (isForced) checkForce(it, caller)
  return context.pool.changes.transaction(async (db) => {
    const row = (await lockMany(db, it, [{ id, scope: caller.scope }])).get(id)
    if (!row) throw unknownId(it.type, id)
    checkPreconditions(caller, row, context.requireIfMatch)
    const document: Document = JSON.parse(row.document)
    if (!isForced) await it.guardDelete?.(db, id, document)
    if (it.keepsClaims?.(document)) await keepClaims(db, it, id, row.claims)
    await remove(db, it, id, caller)
  })
}

/** Rejects a forced request without the reason that the resource type asks for. */
function checkForce(it: Resource, { reason }: Pick<Caller, 'reason'>): void {
  if (it.isForcedWithReason && reason === undefined)
    throw badRequest(
      'reasonRequired',
      'force=true needs a reason',
      'Send the reason of the correction in X-Reason: it is kept in the history. Or omit force.',
    )
}

function checkImmutable(it: Resource, before: Document, after: Document): void {
  const changed = immutableAttributes.filter((name) => !isEqual(before[name], after[name]))
  if (changed.length > 0) {
    throw invalid(
      it.type,
      changed.map((path) => ({ path, message: 'cannot be changed; omit it, or send the current value' })),
    )
  }
}

/** Rejects a patched resource that a create request could not contain: with values that cannot be stored, or too large. */
function checkSize(it: Resource, after: Document): void {
  const unstorable = unstorableIn(after)
  if (unstorable.length > 0) throw invalid(it.type, unstorable.slice(0, 20))
  if (Buffer.byteLength(JSON.stringify(after)) > maxBody) {
    throw new TmfError(
      413,
      'bodyTooLarge',
      `The ${it.type} would be too large`,
      `A ${it.type} may have at most ${maxBody} bytes. Nothing was changed.`,
    )
  }
}

const isUnvalidated = (it: Resource, document: Document, aside: Document | undefined): boolean =>
  it.isUnvalidated?.({ ...document, ...aside }) ?? false
