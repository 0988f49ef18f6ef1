import type { Pool } from '../db/connect'
import type { Document } from './json'
import type { Scope } from './scope'

/** A key that only one resource may hold: a value that is unique among the usages of a specification, or the Idempotency-Key of a request. */
export interface Claim {
  /** Identifies the value or the request: 128 bits of SHA-256 as a UUID. */
  key: string
  kind: 'value' | 'request'
  /** For a request, the digest of its body. The same Idempotency-Key with another body is an error of the client. */
  digest: string | null
  /** The claim in error messages, such as `recordId 0A1B2C`. */
  label: string
}

/** A document to be validated before it is stored: a new one, or the result of a change. */
export interface Candidate<D extends Document = Document> {
  document: D
  /** The scope of the caller. An error names another resource only if this scope shows that resource. */
  scope: Scope
  /** For a change, the document before the change. */
  before?: D
  /** For a change, the id of the resource, and the beginning of every href. */
  id?: string
  base?: string
  /** The keys of the claims that the resource holds before the change. */
  holds?: string[]
}

/**
 * A validated candidate: the document to store, the attributes that are shown only if `fields` names them (`aside`), and the claims that the
 * resource needs.
 */
export interface Admitted<D extends Document = Document> {
  document: D
  aside?: Document
  claims: Claim[]
  /** Work to do after the change is committed. */
  afterwards?(pool: Pool): Promise<void>
}

/** A claim that another resource holds. */
export interface Held {
  claim: Claim
  /** The id of the resource that holds the claim, and the digest of the request that created it. */
  id: string
  digest: string | null
  /** True if the holder was deleted and keeps the claim. */
  isKept?: boolean
}
