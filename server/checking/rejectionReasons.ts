import type { RejectionCode } from '../../shared/api/quarantine'
import type { Usage } from '../../shared/usage'
import { searchKeyOf } from '../query/searchKeys'

/** Why a usage was turned down: the code and the characteristic of a rule that it breaks; or that those are mended. */
export interface Reason {
  code: RejectionCode
  characteristic: string
}

type Validated = Partial<Pick<Usage, 'status' | 'validation'>>

/** The reasons by the keys that SQL counts them by: 64 bits, as the names of characteristics have no end. */
export const reasonsOf = (usage: Validated): Map<string, Reason> =>
  new Map(listed(usage).map((reason) => [searchKeyOf(reason.code, reason.characteristic), reason]))

/** The key of a reason as callers write it: its code, and behind a colon its characteristic. */
export function reasonKey(text: string): string {
  const [code = ''] = text.split(':', 1)
  return searchKeyOf(code, text.slice(code.length + 1))
}

function listed({ status, validation }: Validated): Reason[] {
  if (status !== 'rejected') return []
  if (validation?.result === 'passed') return [{ code: 'corrected', characteristic: '' }]
  return (validation?.brokenRule ?? []).map(({ code, characteristic = '' }) => ({ code, characteristic }))
}

/** The keys in the order of numbers, so that usages with the same reasons have the same list. */
export const rejectionKeysOf = (usage: Validated): string[] =>
  [...reasonsOf(usage).keys()].sort((one, other) => (BigInt(one) < BigInt(other) ? -1 : 1))
