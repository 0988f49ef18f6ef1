import type { Usage } from '../../shared/usage'
import { keyOf } from '../tmf/keys'

/** Why a usage was turned down: a rule that it breaks, by its code and characteristic. */
export interface Reason {
  code: string
  characteristic: string
}

type Judged = Partial<Pick<Usage, 'status' | 'validation'>>

/** The reasons by their keys, which SQL counts by: 64 bits, as the names of characteristics have no end. */
export const reasonsOf = ({ status, validation }: Judged): Map<string, Reason> =>
  new Map((status === 'rejected' ? (validation?.brokenRule ?? []) : []).map(({ code, characteristic = '' }) => [keyOf(code, characteristic), { code, characteristic }]))

/** In the order of numbers, so that the same reasons are the same list. */
export const turnedDownFor = (usage: Judged): string[] => [...reasonsOf(usage).keys()].sort((one, other) => (BigInt(one) < BigInt(other) ? -1 : 1))
