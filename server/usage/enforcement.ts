import { type BrokenRule, mostBrokenRules } from '../../shared/checker/brokenRule'
import { nextStatuses } from '../../shared/lifecycle'
import type { UsageSpecification } from '../../shared/usageSpecification'
import type { UsageStatus } from '../../shared/vocabulary'
import { badRequest, TmfError } from '../errors'

/** What a usage breaks that it did not break before. Of what it did, it may break the same again: or nobody could mend it step by step. */
export function newlyBroken(after: BrokenRule[], before: BrokenRule[]): BrokenRule[] {
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
 * The status of a usage that newly breaks some rules, as its specification enforces them. Throws when it is refused: also under `quarantine`
 * where its life has come too far for it to be rejected.
 */
export function statusFor(status: UsageStatus, before: UsageStatus | undefined, fresh: BrokenRule[], specification: UsageSpecification): UsageStatus {
  const { enforcement = 'refuse' } = specification
  if (fresh.length === 0 || enforcement === 'observe') return status
  const canBeRejected = before === undefined || before === 'rejected' || nextStatuses(before).includes('rejected')
  if (enforcement === 'quarantine' && canBeRejected) return 'rejected'
  throw refusal(fresh, specification)
}

function refusal(brokenRule: BrokenRule[], { id, name }: UsageSpecification): TmfError {
  const shown = brokenRule.slice(0, 3).map(({ message }) => message)
  const left = brokenRule.length - shown.length
  const more = left === 0 ? '' : `; and ${brokenRule.length === mostBrokenRules ? 'at least ' : ''}${left} more`
  return new TmfError(400, 'brokenRule', `The Usage breaks rules of ${name} (${id})`, `${shown.join('; ')}${more}`, { brokenRule })
}

/** Whether a specification takes no new usages. */
export const isRetired = ({ lifecycleStatus = '' }: Pick<UsageSpecification, 'lifecycleStatus'>): boolean => /^(retired|obsolete)$/i.test(lifecycleStatus.trim())

/** Refuses a usage that newly is of a specification. */
export function checkInUse(specification: UsageSpecification): void {
  if (!isRetired(specification)) return
  const { id, lifecycleStatus } = specification
  throw badRequest('specificationRetired', 'The usageSpecification takes no new usages', `${id} is ${lifecycleStatus}. Refer to the specification that has taken its place.`)
}
