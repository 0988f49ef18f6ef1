import { nextStatuses } from '../lifecycle'
import type { enforcements, UsageStatus } from '../vocabulary'
import { type BrokenRule, type BrokenRuleCode, maxBrokenRules } from './brokenRule'

/** Rules that only the server can check, because it knows all usages. */
export const serverOnlyRules: readonly BrokenRuleCode[] = ['notUnique', 'specificationRetired']

/** The rules that a usage breaks now and did not break before. Rules it broke before are excused, so that a usage can be corrected step by step. */
export function newlyBroken(after: readonly BrokenRule[], before: readonly BrokenRule[]): BrokenRule[] {
  // A check that stopped at the limit does not tell which other rules were broken.
  if (before.length >= maxBrokenRules) return []
  const excused = before.map(nameOf)
  return after.filter((it) => {
    const at = excused.indexOf(nameOf(it))
    if (at >= 0) excused.splice(at, 1)
    return at < 0
  })
}

const nameOf = ({ code, rule, characteristic = '' }: BrokenRule): string => `${code} ${rule} ${characteristic}`

/**
 * The status of a usage that newly breaks some rules, under the specification's `enforcement`. Undefined when the usage is refused: also under
 * `quarantine`, when the life cycle no longer allows `rejected`.
 */
export function statusFor(
  status: UsageStatus,
  before: UsageStatus | undefined,
  newRules: readonly BrokenRule[],
  enforcement: (typeof enforcements)[number] = 'refuse',
): UsageStatus | undefined {
  if (newRules.length === 0 || enforcement === 'observe') return status
  const canBeRejected = before === undefined || before === 'rejected' || nextStatuses(before).includes('rejected')
  return enforcement === 'quarantine' && canBeRejected ? 'rejected' : undefined
}
