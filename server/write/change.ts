import type { Db, Pool } from '../db/connect'
import { asTmfError, overloaded, TmfError, unknownId } from '../errors'
import type { Admitted, Candidate, Held } from '../resource/admission'
import { admit, type Resource } from '../resource/resource'
import type { Row } from '../resource/row'
import { type LockedRow, lockMany, replaceMany } from '../store/change'
import { exchangeClaims } from '../store/claimExchange'
import { holdersOf } from '../store/insert'
import type { Author } from '../store/rows'
import { startTimeSlice } from '../yieldToOthers'

/** A change of a stored resource. */
export interface Change {
  id: string
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
      return changes.map(({ id }) => {
        const outcome = outcomes.get(id)
        return outcome?.result === 'held' ? undefined : outcome
      })
    })
  } catch (thrown) {
    // Before the commit, it is certain that nothing is stored: each is tried without the others.
    return changes.map(() => (isCommitting ? { result: 'refused', error: asTmfError(thrown) } : undefined))
  }
}

/** Makes one change in a transaction of its own, which waits for those of others. */
export async function changeAlone(pool: Pool, it: Resource, change: Change): Promise<ChangeOutcome> {
  try {
    const outcomes = await pool.transaction((db) => changeLocked(pool, db, it, [change], true))
    return outcomes.get(change.id) ?? { result: 'refused', error: unknownId(it.type, change.id) }
  } catch (thrown) {
    return { result: 'refused', error: asTmfError(thrown) }
  }
}

type Outcomes = Map<string, ChangeOutcome>

/** What becomes of each change by its id; of a resource that is not there, or is locked by another transaction, nothing. */
async function changeLocked(
  pool: Pool,
  db: Db,
  it: Resource,
  changes: Change[],
  isWaiting: boolean,
): Promise<Outcomes> {
  const rows = await lockMany(
    db,
    it,
    changes.map(({ id }) => id),
    { isWaiting },
  )
  const now = new Date()
  const outcomes: Outcomes = new Map()
  const proposed = await proposeEach(changes, rows, now, outcomes)
  const results =
    proposed.length > 0
      ? await admit(
          pool,
          it,
          proposed.map(({ proposal }) => proposal),
          now,
          db,
        )
      : []
  const admitted = proposed.flatMap((one, index) => {
    const result = results[index]
    if (!result || result instanceof TmfError) {
      outcomes.set(one.id, {
        result: 'refused',
        error: result ?? asTmfError(new Error('Nothing was admitted or refused')),
      })
      return []
    }
    if (one.proposal.isWorthStoring(result)) return { ...one, admitted: result }
    outcomes.set(one.id, { result: 'changed', row: one.row })
    return []
  })
  const held = await claimEach(db, it, admitted)
  for (const [id, outcome] of held) outcomes.set(id, outcome)
  const replacements = admitted.filter(({ id }) => !held.has(id))
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

/** Takes what changed resources newly claim, and gives up what they no longer do. Resolves with the outcome of those that do not get all. */
async function claimEach(db: Db, it: Resource, changes: (Proposed & { admitted: Admitted })[]): Promise<Outcomes> {
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
  const lost = await exchangeClaims(db, it, exchanges)
  if (lost.length === 0) return new Map()
  const all = changes.flatMap(({ admitted }) => admitted.claims)
  const keys = new Set(lost.map(({ key }) => key))
  const holders = await holdersOf(
    db,
    all.filter(({ key }) => keys.has(key)),
  )
  return new Map(
    lost.map(({ key, id }) => {
      const held = holders.find(({ claim, id: holder }) => claim.key === key && holder !== id)
      return [
        id,
        held
          ? { result: 'held', held }
          : { result: 'refused', error: overloaded('What it claims is changing hands. Try again.') },
      ]
    }),
  )
}
