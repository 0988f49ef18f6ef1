import type { Db, Pool } from '../db/connect'
import { asTmfError, DatabaseError } from '../db/databaseError'
import { overloaded, TmfError, unknownId } from '../errors'
import type { Admitted, Candidate, Claim, Held } from '../resource/admission'
import type { Author } from '../resource/caller'
import { admit, type Resource } from '../resource/resource'
import type { Row } from '../resource/row'
import { newNamesIn, recordNames, rememberNames } from '../store/attributeNames'
import { type LockedRow, lockMany, replaceMany, type Wanted } from '../store/change'
import { exchangeClaims } from '../store/claimExchange'
import { holdersOf } from '../store/insert'
import { startTimeSlice } from '../yieldToOthers'

/** A change of a stored resource. */
export interface Change extends Wanted {
  author: Author
  /** The size of the patch, in characters of JSON. */
  size: number
  /** The document to store instead of a row, which is locked; undefined if the row does not change. Throws to reject the change. */
  propose(row: LockedRow, now: Date): Promise<Proposal | undefined> | Proposal | undefined
}

/** The document to store, before the resource type validates it. */
export interface Proposal extends Candidate {
  /** True if the validated document is to be stored as a new revision. */
  isWorthStoring(admitted: Admitted): boolean
}

/** The outcome of one change. `changed` means committed; if there was nothing to change, `row` is the unchanged row. */
export type ChangeOutcome =
  | { result: 'changed'; row: Row; afterwards?: Admitted['afterwards'] }
  | { result: 'held'; held: Held }
  | { result: 'refused'; error: TmfError }

/**
 * Makes several changes in one transaction, each of a different resource. The outcome is undefined for a change that needs a transaction of its
 * own, because another transaction has locked the resource or another resource holds one of its claims. A batch waits for neither.
 */
export async function changeTogether(
  pool: Pool,
  it: Resource,
  changes: Change[],
): Promise<(ChangeOutcome | undefined)[]> {
  let isCommitting = false
  try {
    const { outcomes, names } = await pool.writes.transaction(async (db) => {
      const made = await changeLocked(pool, db, it, changes, false)
      isCommitting = true
      return made
    })
    rememberNames(pool, it, names)
    return changes.map(({ id }) => outcomes.get(id))
  } catch (thrown) {
    // If an error occurs before the commit, nothing is stored, so each change can be retried in its own transaction.
    const mayRetry = !isCommitting && thrown instanceof DatabaseError && !thrown.isLost
    return changes.map(() => (mayRetry ? undefined : { result: 'refused', error: asTmfError(thrown) }))
  }
}

/** Makes one change in its own transaction, which waits for locks of other transactions. If the change is refused, the transaction is rolled back. */
export async function changeAlone(pool: Pool, it: Resource, change: Change): Promise<ChangeOutcome> {
  let outcome: ChangeOutcome | undefined
  try {
    const recorded = await pool.changes.transaction(async (db) => {
      const { outcomes, names } = await changeLocked(pool, db, it, [change], true)
      outcome = outcomes.get(change.id)
      if (outcome?.result !== 'changed') throw new NotChanged()
      return names
    })
    rememberNames(pool, it, recorded)
  } catch (thrown) {
    if (!(thrown instanceof NotChanged)) return { result: 'refused', error: asTmfError(thrown) }
  }
  return outcome ?? { result: 'refused', error: unknownId(it.type, change.id) }
}

/** Rolls back a transaction. */
class NotChanged extends Error {}

type Outcomes = Map<string, ChangeOutcome>

/**
 * Makes changes in a transaction; resolves with the outcomes by id. With `isAlone`, waits for locks and claims of other transactions. Otherwise a
 * change has no outcome if another transaction has locked its resource, if another resource holds one of its claims, or if the batch is full.
 * `names` are the attributes that the changes record, known as soon as they are committed.
 */
async function changeLocked(
  pool: Pool,
  db: Db,
  it: Resource,
  changes: Change[],
  isAlone: boolean,
): Promise<{ outcomes: Outcomes; names: string[] }> {
  const rows = await lockMany(db, it, changes, { isWaiting: isAlone })
  const now = new Date()
  const outcomes: Outcomes = new Map()
  const proposed = await proposeEach(changes, rows, now, outcomes)
  const all = await admitEach(pool, db, it, proposed, now, outcomes)
  const admitted = isAlone ? all : upToSize(all)
  if (!isAlone && admitted.some(takesClaims))
    await db.runText("select set_config('lock_timeout', $1, true)", [maxClaimWait])
  const conflicts = await claimEach(db, it, admitted)
  if (isAlone) for (const [id, claim] of conflicts) outcomes.set(id, await heldBy(db, claim))
  const replacements = admitted.filter(({ id }) => !conflicts.has(id))
  const names = newNamesIn(
    pool,
    it,
    replacements.map(({ admitted }) => admitted.document),
  )
  // All locks of rows and claims are taken, so a change that waits for another one's names is not waited for.
  await recordNames(db, it, names)
  const replaced = replacements.length > 0 ? await replaceMany(db, it, replacements) : []
  for (const [index, row] of replaced.entries())
    outcomes.set(row.id, { result: 'changed', row, afterwards: replacements[index]?.admitted.afterwards })
  return { outcomes, names }
}

/** The documents that a batch replaces have at most this size together, in characters, unless it is one: a statement holds up the event loop. */
const maxBatchSize = 2 ** 20

/** The first changes of a batch, up to the size that one statement may have. */
function upToSize(changes: AdmittedChange[]): AdmittedChange[] {
  let size = 0
  return changes.filter(({ row, size: patch }) => {
    const isFirst = size === 0
    const whole = size + row.document.length + patch
    if (!isFirst && whole > maxBatchSize) return false
    size = whole
    return true
  })
}

/** How long a batch waits for a claim that another transaction is taking or releasing. Then each of its changes is tried alone. */
const maxClaimWait = '100ms'

interface Proposed {
  id: string
  /** The size of the patch, in characters. */
  size: number
  author: Author
  row: LockedRow
  proposal: Proposal
}

function takesClaims({ row, admitted }: AdmittedChange): boolean {
  const held = new Set(row.claims)
  return admitted.claims.some(({ key }) => !held.has(key))
}

/** Calls `propose` for each change whose row is locked. Changes without a proposal get their outcome here. */
async function proposeEach(
  changes: Change[],
  rows: Map<string, LockedRow>,
  now: Date,
  outcomes: Outcomes,
): Promise<Proposed[]> {
  const proposed: Proposed[] = []
  const slice = startTimeSlice()
  for (const { id, author, size, propose } of changes) {
    if (slice.isOver()) await slice.yieldToOthers()
    const row = rows.get(id)
    if (!row) continue
    try {
      const proposal = await propose(row, now)
      if (proposal) proposed.push({ id, author, size, row, proposal })
      else outcomes.set(id, { result: 'changed', row })
    } catch (thrown) {
      outcomes.set(id, { result: 'refused', error: asTmfError(thrown) })
    }
  }
  return proposed
}

interface AdmittedChange extends Proposed {
  admitted: Admitted
}

/** Validates the proposals. Changes that need not be stored, or are refused, get their outcome here. */
async function admitEach(
  pool: Pool,
  db: Db,
  it: Resource,
  proposed: Proposed[],
  now: Date,
  outcomes: Outcomes,
): Promise<AdmittedChange[]> {
  if (proposed.length === 0) return []
  const candidates = proposed.map(({ proposal }) => proposal)
  const results = await admit(pool, it, candidates, now, db)
  return proposed.flatMap((one, index) => {
    const admitted = results[index] ?? asTmfError(new Error('Nothing was admitted or refused'))
    if (admitted instanceof TmfError) outcomes.set(one.id, { result: 'refused', error: admitted })
    else if (one.proposal.isWorthStoring(admitted)) return { ...one, admitted }
    else outcomes.set(one.id, { result: 'changed', row: one.row })
    return []
  })
}

/**
 * Takes the new claims of changed resources and releases the old ones. For each resource that cannot obtain all its claims, the result has one claim
 * that another resource holds.
 */
async function claimEach(db: Db, it: Resource, changes: AdmittedChange[]): Promise<Map<string, Claim>> {
  const exchanges = changes.map(({ id, row, admitted }) => {
    const claims = admitted.claims.map(({ key }) => key)
    const before = row.claims ?? []
    return {
      id,
      claims,
      taken: [...new Set(claims).difference(new Set(before))],
      given: [...new Set(before).difference(new Set(claims))],
    }
  })
  const conflicts = new Map((await exchangeClaims(db, it, exchanges)).map(({ key, id }) => [id, key]))
  return new Map(
    changes.flatMap(({ id, admitted }) =>
      admitted.claims.filter(({ key }) => key === conflicts.get(id)).map((claim) => [id, claim] as const),
    ),
  )
}

async function heldBy(db: Db, claim: Claim): Promise<ChangeOutcome> {
  const [held] = await holdersOf(db, [claim])
  return held
    ? { result: 'held', held }
    : { result: 'refused', error: overloaded('Another request is changing a claim of the resource. Try again.') }
}
