import { nextStatuses } from '../lifecycle'
import type { enforcements, UsageStatus } from '../vocabulary'
import { type BrokenRule, type BrokenRuleCode, mostBrokenRules } from './brokenRule'

/** Rules that only the server can judge: it knows all usages. */
export const onServerOnly: readonly BrokenRuleCode[] = ['notUnique', 'specificationRetired']

/** What a usage breaks that it did not break before. Of what it did, it may break the same again: or nobody could mend it step by step. */
export function newlyBroken(after: readonly BrokenRule[], before: readonly BrokenRule[]): BrokenRule[] {
  // A check that stopped early does not say what else was broken.
  if (before.length >= mostBrokenRules) return []
  const excused = before.map(nameOf)
  return after.filter((it) => {
    const at = excused.indexOf(nameOf(it))
    if (at >= 0) excused.splice(at, 1)
    return at < 0
  })
}

const nameOf = ({ code, rule, characteristic = '' }: BrokenRule): string => `${code} ${rule} ${characteristic}`

/**
 * The status of a usage that newly breaks some rules, as its specification enforces them. Undefined when it is refused: also under `quarantine`
 * where its life has come too far for it to be rejected.
 */
export function statusFor(
  status: UsageStatus,
  before: UsageStatus | undefined,
  fresh: readonly BrokenRule[],
  enforcement: (typeof enforcements)[number] = 'refuse',
): UsageStatus | undefined {
  if (fresh.length === 0 || enforcement === 'observe') return status
  const canBeRejected = before === undefined || before === 'rejected' || nextStatuses(before).includes('rejected')
  return enforcement === 'quarantine' && canBeRejected ? 'rejected' : undefined
}
