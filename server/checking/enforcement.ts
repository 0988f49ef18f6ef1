import { type BrokenRule, maxBrokenRules } from '../../shared/checker/brokenRule'
import type { UsageSpecification } from '../../shared/usageSpecification'
import { badRequest, TmfError } from '../errors'

/** The error for a usage that is refused because it breaks more rules than before. */
export function refusal(brokenRule: BrokenRule[], { id, name }: UsageSpecification): TmfError {
  const shown = brokenRule.slice(0, 3).map(({ message }) => message)
  const left = brokenRule.length - shown.length
  const more = left === 0 ? '' : `; and ${brokenRule.length === maxBrokenRules ? 'at least ' : ''}${left} more`
  return new TmfError(400, 'brokenRule', `The Usage breaks rules of ${name} (${id})`, `${shown.join('; ')}${more}`, {
    brokenRule,
  })
}

/** True if a specification accepts no new usages. */
export const isRetired = ({ lifecycleStatus = '' }: Pick<UsageSpecification, 'lifecycleStatus'>): boolean =>
  /^(retired|obsolete)$/i.test(lifecycleStatus.trim())

/** Refuses new usages of a retired specification. */
export function checkInUse(specification: UsageSpecification): void {
  if (!isRetired(specification)) return
  const { id, lifecycleStatus } = specification
  throw badRequest(
    'specificationRetired',
    'The usageSpecification accepts no new usages',
    `${id} is ${lifecycleStatus}. Refer to its successor.`,
  )
}
