import type { Caller } from '../resource/caller'
import { everything } from '../resource/scope'
import { clientOf, type Origin, originOf } from './origin'
import { reasonOf } from './reason'

/** The methods that change nothing, so a reason is not read. */
const safeMethods = ['GET', 'HEAD', 'OPTIONS']

/** Makes the caller of a request. No other code makes a caller. `peer` is the remote address of the connection. */
export function callerOf(origin: Origin, request: Request, peer: string | undefined): Caller {
  const address = clientOf(origin, request.headers, peer)
  return {
    account: undefined,
    name: address ?? 'local',
    address,
    origin: originOf(origin, request, peer),
    reason: safeMethods.includes(request.method) ? undefined : reasonOf(request.headers),
    ifMatch: request.headers.get('if-match'),
    ifNoneMatch: request.headers.get('if-none-match'),
    idempotencyKey: request.headers.get('idempotency-key'),
    scope: everything,
    hasLeft: () => request.signal.aborted,
  }
}
