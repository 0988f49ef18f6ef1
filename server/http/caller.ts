import type { Caller } from '../resource/caller'
import { everything } from '../resource/scope'
import { type Origin, originOf } from './origin'
import { reasonOf } from './reason'

/** Methods that change nothing, and so need no reason. */
const reads = ['GET', 'HEAD', 'OPTIONS']

/** Who sent a request: the one place that knows. `address` is that of the connection. */
export const callerOf = (origin: Origin, request: Request, address: string | undefined): Caller => ({
  account: undefined,
  name: address ?? 'local',
  address,
  origin: originOf(origin, request, address),
  reason: reads.includes(request.method) ? undefined : reasonOf(request.headers),
  ifMatch: request.headers.get('if-match'),
  idempotencyKey: request.headers.get('idempotency-key'),
  scope: everything,
})
