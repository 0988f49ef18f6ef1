import type { Scope } from './scope'

/** The author of a change, as the history names it. */
export interface Author {
  name: string
  /** The reason given for the change (`X-Reason`). */
  reason: string | undefined
}

/** The caller of a request. `http/caller.ts` creates the caller once per request and passes it down as a value. */
export interface Caller extends Author {
  /** The account of the caller; each account has its own Idempotency-Keys. Callers without an account share their keys. */
  account: string | undefined
  /** The network address of the client, if known. */
  address: string | undefined
  /** The address of this server as the caller knows it: scheme, host and path prefix, without a trailing slash. Every `href` begins with it. */
  origin: string
  /** The `If-Match` header: the change applies only to the revision that this header names. */
  ifMatch: string | null
  /** The `If-None-Match` header: a change applies only if the revision is none that this header names. */
  ifNoneMatch: string | null
  /** The `Idempotency-Key` header: the same request sent twice creates one resource. */
  idempotencyKey: string | null
  scope: Scope
  /** True if the client has disconnected. Called only while a query takes long: the runtime tells it only to those who ask. */
  hasLeft(): boolean
}
