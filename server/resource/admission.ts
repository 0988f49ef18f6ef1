import type { Pool } from '../db/connect'
import type { Document } from './json'
import type { Scope } from './scope'

/** What only one resource may hold: a value that is unique among the usages of a specification, or a request's Idempotency-Key. */
export interface Claim {
  /** 128 bits of SHA-256 as a UUID: what it is about. */
  key: string
  kind: 'value' | 'request'
  /** Of a request: what it brought. The same key with something else is a mistake. */
  digest: string | null
  /** How people know it: `recordId 0A1B2C`. */
  label: string
}

/** A document that is to be stored: a new one, or what a change makes of the one before. */
export interface Candidate<D extends Document = Document> {
  document: D
  /** What its author may see: a refusal names no other resource beyond that. */
  scope: Scope
  before?: D
  /** Of a change: whose it is, and what every href begins with. */
  id?: string
  base?: string
  /** The keys of the claims that it has. */
  holds?: string[]
}

/** What is stored of it: the document, what is shown only when it is asked for, and what no other may hold. */
export interface Admitted<D extends Document = Document> {
  document: D
  aside?: Document
  claims: Claim[]
  /** What is left to do once a change is committed. */
  afterwards?(pool: Pool): Promise<void>
}

/** A claim that another resource holds. */
export interface Held {
  claim: Claim
  /** The resource, and the digest of the request that made it. */
  id: string
  digest: string | null
}
