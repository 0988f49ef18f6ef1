import type { Pool } from '../db/connect'
import type { TmfError } from '../errors'
import type { Claim } from './claim'
import type { Document } from './json'
import type { Resource } from './resource'

/** A document that is to be stored: a new one, or what a change makes of the one before. */
export interface Candidate {
  document: Document
  before?: Document
}

/** What is stored of it: the document, what is shown only when it is asked for, and what no other may hold. */
export interface Admitted {
  document: Document
  aside?: Document
  claims: Claim[]
}

/** What becomes of each candidate; those that break a rule of the resource are refused. */
export function admit(pool: Pool, it: Resource, candidates: Candidate[], now: Date): Promise<(Admitted | TmfError)[]> {
  return it.admit ? it.admit(pool, candidates, now) : Promise.resolve(candidates.map(({ document }) => ({ document, claims: [] })))
}
