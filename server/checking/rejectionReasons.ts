import type { RejectionCode } from '../../shared/api/quarantine'
import type { Usage } from '../../shared/usage'
import { searchKeyOf } from '../query/searchKeys'

/** Why a usage is rejected: the code and the characteristic of a broken rule, or `corrected` if it breaks none any more. */
export interface Reason {
  code: RejectionCode
  characteristic: string
}

type Validated = Partial<Pick<Usage, 'status' | 'validation'>>

/** The reasons by their keys, by which SQL counts them: 64-bit hashes, because there is no limit to the names of characteristics. */
export const reasonsOf = (usage: Validated): Map<string, Reason> =>
  new Map(listed(usage).map((reason) => [searchKeyOf(reason.code, reason.characteristic), reason]))

/** The key of a reason as clients write it: the code, and after a colon the characteristic. */
export function reasonKey(text: string): string {
  const [code = ''] = text.split(':', 1)
  return searchKeyOf(code, text.slice(code.length + 1))
}

function listed({ status, validation }: Validated): Reason[] {
  if (status !== 'rejected') return []
  if (validation?.result === 'passed') return [{ code: 'corrected', characteristic: '' }]
  return (validation?.brokenRule ?? []).map(({ code, characteristic = '' }) => ({ code, characteristic }))
}

/** The keys in numeric order, so that usages with the same reasons have the same list. */
export const rejectionKeysOf = (usage: Validated): string[] =>
  [...reasonsOf(usage).keys()].sort((one, other) => (BigInt(one) < BigInt(other) ? -1 : 1))
