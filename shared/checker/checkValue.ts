import { type Alternative, isWithin, textOf } from './alternative'
import { type BrokenRule, type BrokenRuleCode, quoteValue, truncate, truncateValue } from './brokenRule'
import { withUnit } from './expectation'
import { fits, isBlank } from './kinds'
import { type Effort, matches, maxEffort, type Pattern } from './pattern'
import type { Rule } from './rule'
import { isValidAt } from './validity'

/** The state of one check. */
export interface Checking extends Effort {
  /** The usage date in milliseconds since 1970. */
  at: number | undefined
}

/** The first rule that a value breaks, if any; further ones mostly follow from the first. */
export function checkValue(rule: Rule, value: unknown, sentUnit: unknown, checking: Checking): BrokenRule | undefined {
  const { name, kind, pattern, units } = rule
  if (rule.min > 0 && isBlank(value))
    return broken(rule, 'blank', 'minCardinality', value, `${name} must not be blank, got ${quoteValue(value)}`)
  if (!fits[kind](value))
    return broken(rule, 'wrongType', 'valueType', value, `${name} must be ${rule.expected}, got ${quoteValue(value)}`)
  const unit = units.size > 0 && sentUnit !== undefined && sentUnit !== null && sentUnit !== '' ? sentUnit : undefined
  if (!isUnitOf(rule, unit))
    return broken(
      rule,
      'wrongUnit',
      `${values}.unitOfMeasure`,
      unit,
      `${name} must have the unit ${truncate([...units].join(' or '), maxUnitsLength)}, got ${quoteValue(unit)}`,
    )
  if (pattern) {
    const text = textOf(value)
    const isMatch = text !== undefined && matches(pattern, text, checking)
    if (isMatch === undefined) return notCompared(rule, 'regex', value, pattern)
    if (!isMatch)
      return broken(rule, 'noMatch', 'regex', value, `${name} must match ${pattern.source}, got ${quoteValue(value)}`)
  }
  return rule.alternatives.length === 0 ? undefined : checkAlternatives(rule, value, unit, checking)
}

const values = 'characteristicValueSpecification'
const maxUnitsLength = 200
const isUnitOf = ({ units }: Rule, unit: unknown): unit is string | undefined =>
  unit === undefined || units.has(unit as string)

function checkAlternatives(
  rule: Rule,
  value: unknown,
  unit: string | undefined,
  checking: Checking,
): BrokenRule | undefined {
  const { name, alternatives, limits, findListed, expected } = rule
  let outsideValidity: Alternative | undefined
  let unchecked: Alternative | undefined
  for (const it of findListed(value)) {
    if (--checking.left < 0) unchecked = it
    else if (hasOtherUnit(it, unit)) continue
    else if (isValidAt(it.validity, checking.at)) return undefined
    else outsideValidity = it
  }
  for (const it of limits) {
    if (hasOtherUnit(it, unit)) continue
    const isIn = isWithin(it, value, checking)
    if (isIn === undefined) unchecked = it
    else if (isIn && isValidAt(it.validity, checking.at)) return undefined
    else if (isIn) outsideValidity = it
  }
  if (unchecked)
    return notCompared(rule, `${values}.${unchecked.pattern ? 'regex' : 'valueFrom'}`, value, unchecked.pattern)
  if (outsideValidity)
    return broken(
      rule,
      'notValidAt',
      `${values}.validFor`,
      value,
      `${name} may be ${quoteValue(value)} only for usages dated ${outsideValidity.validity?.words}`,
    )
  return broken(
    rule,
    ...reasonNoneFits(alternatives),
    value,
    `${name} must be ${expected}, got ${withUnit(quoteValue(value), unit)}`,
  )
}

const hasOtherUnit = (it: Alternative, unit: string | undefined): boolean =>
  unit !== undefined && it.unit !== undefined && it.unit !== unit

function reasonNoneFits(alternatives: Alternative[]): [BrokenRuleCode, string] {
  if (alternatives.some(({ listed }) => listed.length > 0)) return ['notAllowed', `${values}.value`]
  return alternatives.some(({ range }) => range)
    ? ['outOfRange', `${values}.valueFrom`]
    : ['noMatch', `${values}.regex`]
}

/** A value that could not be compared counts as a broken rule, because the value may be invalid. */
function notCompared(rule: Rule, part: string, value: unknown, pattern: Pattern | undefined): BrokenRule {
  const length = textOf(value)?.length ?? 0
  const maxLength = pattern ? Math.floor(maxEffort / pattern.size) - 1 : Number.POSITIVE_INFINITY
  const message =
    pattern && length > maxLength
      ? `${rule.name} is too long to compare with ${pattern.source}: must have at most ${maxLength} characters, got ${length}`
      : `${rule.name} was not compared with the specification: the values of the usage are together too many or too long. Send fewer or shorter values`
  return broken(rule, 'notCompared', part, value, message)
}

export const broken = (
  { name, path }: Rule,
  code: BrokenRuleCode,
  part: string,
  value: unknown,
  message: string,
): BrokenRule => ({
  code,
  characteristic: name,
  rule: `${path}.${part}`,
  ...(value !== undefined && { value: truncateValue(value) }),
  message,
})
