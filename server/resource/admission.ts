import type { Db, Pool } from '../db/connect'
import type { TmfError } from '../errors'
import type { Admitted, Candidate } from './admitted'
import type { Resource } from './resource'

/** What becomes of each candidate; those that break a rule of the resource are refused. Inside a transaction, `db` is it. */
export function admit(pool: Pool, it: Resource, candidates: Candidate[], now: Date, db?: Db): Promise<(Admitted | TmfError)[]> {
  return it.admit ? it.admit(pool, candidates, now, db) : Promise.resolve(candidates.map(({ document }) => ({ document, claims: [] })))
}
