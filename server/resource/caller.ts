import type { Scope } from './scope'

/** The author of a change, as the history names it. */
export interface Author {
  name: string
  /** The reason given for the change (`X-Reason`). */
  reason: string | undefined
}

/** The caller of a request. It is made once, at the door (`http/caller.ts`), and passed down as a value. */
export interface Caller extends Author {
  /** The account whose Idempotency-Keys the caller uses; undefined for callers without one, who share theirs. */
  account: string | undefined
  /** The address that the request came from, where it is known. */
  address: string | undefined
  /** Where the caller sees this server: scheme, host and path prefix, without a trailing slash. Every `href` begins with it. */
  origin: string
  /** The `If-Match` header: a change happens only to the revision it names. */
  ifMatch: string | null
  /** The `Idempotency-Key` header: the same request sent twice creates one resource. */
  idempotencyKey: string | null
  scope: Scope
}
