import type { Db, Pool } from '../db/connect'
import { asTmfError } from '../db/databaseError'
import { overloaded, TmfError, unknownId } from '../errors'
import type { Admitted, Candidate, Claim, Held } from '../resource/admission'
import type { Author } from '../resource/caller'
import { admit, type Resource } from '../resource/resource'
import type { Row } from '../resource/row'
import { type LockedRow, lockMany, replaceMany, type Wanted } from '../store/change'
import { exchangeClaims } from '../store/claimExchange'
import { holdersOf } from '../store/insert'
import { startTimeSlice } from '../yieldToOthers'

/** A change of a stored resource. */
export interface Change extends Wanted {
  author: Author
  /** What is to be stored instead of a row, which is locked; undefined when the row stays as it is. Throws to refuse the change. */
  propose(row: LockedRow, now: Date): Proposal | undefined
}

/** What is to be stored, before the resource admits it. */
export interface Proposal extends Candidate {
  /** Whether what is admitted is worth a revision. */
  isWorthStoring(admitted: Admitted): boolean
}

/** What became of one change. `changed` means committed; `row` is the row as it was when there was nothing to change. */
export type ChangeOutcome =
  | { result: 'changed'; row: Row; afterwards?: Admitted['afterwards'] }
  | { result: 'held'; held: Held }
  | { result: 'refused'; error: TmfError }

/**
 * Makes changes of several resources in one transaction, each of another resource. Undefined is what became of a change that needs a transaction
 * of its own: another transaction has locked its resource, or another resource holds what it claims. A batch waits for neither.
 */
export async function changeTogether(
  pool: Pool,
  it: Resource,
  changes: Change[],
): Promise<(ChangeOutcome | undefined)[]> {
  let isCommitting = false
  try {
    return await pool.transaction(async (db) => {
      const outcomes = await changeLocked(pool, db, it, changes, false)
      isCommitting = true
      return changes.map(({ id }) => outcomes.get(id))
    })
  } catch (thrown) {
    // Before the commit, it is certain that nothing is stored: each is tried without the others.
    return changes.map(() => (isCommitting ? { result: 'refused', error: asTmfError(thrown) } : undefined))
  }
}

/** Makes one change in a transaction of its own, which waits for those of others; a refusal takes back all that was done. */
export async function changeAlone(pool: Pool, it: Resource, change: Change): Promise<ChangeOutcome> {
  let outcome: ChangeOutcome | undefined
  try {
    await pool.transaction(async (db) => {
      outcome = (await changeLocked(pool, db, it, [change], true)).get(change.id)
      if (outcome?.result !== 'changed') throw new NotChanged()
    })
  } catch (thrown) {
    if (!(thrown instanceof NotChanged)) return { result: 'refused', error: asTmfError(thrown) }
  }
  return outcome ?? { result: 'refused', error: unknownId(it.type, change.id) }
}

/** Takes back a transaction. */
class NotChanged extends Error {}

type Outcomes = Map<string, ChangeOutcome>

/**
 * What becomes of each change, by its id. A change that is alone waits for other transactions; among others it gets no outcome when it would have to,
 * or when another resource holds what it claims.
 */
async function changeLocked(pool: Pool, db: Db, it: Resource, changes: Change[], isAlone: boolean): Promise<Outcomes> {
  const rows = await lockMany(db, it, changes, { isWaiting: isAlone })
  const now = new Date()
  const outcomes: Outcomes = new Map()
  const proposed = await proposeEach(changes, rows, now, outcomes)
  const admitted = await admitEach(pool, db, it, proposed, now, outcomes)
  const lost = await claimEach(db, it, admitted)
  if (isAlone) for (const [id, claim] of lost) outcomes.set(id, await heldBy(db, claim))
  const replacements = admitted.filter(({ id }) => !lost.has(id))
  const replaced = replacements.length > 0 ? await replaceMany(db, it, replacements) : []
  for (const [index, row] of replaced.entries())
    outcomes.set(row.id, { result: 'changed', row, afterwards: replacements[index]?.admitted.afterwards })
  return outcomes
}

interface Proposed {
  id: string
  author: Author
  row: LockedRow
  proposal: Proposal
}

/** What is to be stored for each change of a row; the outcome of the others is known. */
async function proposeEach(
  changes: Change[],
  rows: Map<string, LockedRow>,
  now: Date,
  outcomes: Outcomes,
): Promise<Proposed[]> {
  const proposed: Proposed[] = []
  const turn = startTimeSlice()
  for (const { id, author, propose } of changes) {
    if (turn.isOver()) await turn.yieldToOthers()
    const row = rows.get(id)
    if (!row) continue
    try {
      const proposal = propose(row, now)
      if (proposal) proposed.push({ id, author, row, proposal })
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

/** What is to be stored of what is proposed; the outcome of the others is known. */
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

/** Takes what changed resources newly claim, and gives up what they no longer do. Resolves with a claim that another resource holds for each resource that does not get all. */
async function claimEach(db: Db, it: Resource, changes: AdmittedChange[]): Promise<Map<string, Claim>> {
  const exchanges = changes.map(({ id, row, admitted }) => {
    const claims = admitted.claims.map(({ key }) => key)
    const before = row.claims ?? []
    return {
      id,
      claims,
      taken: claims.filter((key) => !before.includes(key)),
      given: before.filter((key) => !claims.includes(key)),
    }
  })
  const lost = new Map((await exchangeClaims(db, it, exchanges)).map(({ key, id }) => [id, key]))
  return new Map(
    changes.flatMap(({ id, admitted }) =>
      admitted.claims.filter(({ key }) => key === lost.get(id)).map((claim) => [id, claim] as const),
    ),
  )
}

async function heldBy(db: Db, claim: Claim): Promise<ChangeOutcome> {
  const [held] = await holdersOf(db, [claim])
  return held
    ? { result: 'held', held }
    : { result: 'refused', error: overloaded('What it claims is changing hands. Try again.') }
}
