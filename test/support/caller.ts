import type { Caller } from '../../server/resource/caller'
import { everything } from '../../server/resource/scope'

/** A caller who sees everything; say only what matters. */
export const aCaller = (what: Partial<Caller> = {}): Caller => ({
  account: undefined,
  name: 'local',
  address: undefined,
  origin: 'http://localhost',
  reason: undefined,
  ifMatch: null,
  ifNoneMatch: null,
  idempotencyKey: null,
  scope: everything,
  hasLeft: () => false,
  ...what,
})
