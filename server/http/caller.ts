import type { Caller } from '../resource/caller'
import { everything } from '../resource/scope'
import { type Origin, originOf } from './origin'
import { reasonOf } from './reason'

/** The methods that change nothing, so a reason is not read. */
const safeMethods = ['GET', 'HEAD', 'OPTIONS']

/** Makes the caller of a request. No other code makes a caller. `address` is the remote address of the connection. */
export const callerOf = (origin: Origin, request: Request, address: string | undefined): Caller => ({
  account: undefined,
  name: address ?? 'local',
  address,
  origin: originOf(origin, request, address),
  reason: safeMethods.includes(request.method) ? undefined : reasonOf(request.headers),
  ifMatch: request.headers.get('if-match'),
  ifNoneMatch: request.headers.get('if-none-match'),
  idempotencyKey: request.headers.get('idempotency-key'),
  scope: everything,
  hasLeft: () => request.signal.aborted,
})
