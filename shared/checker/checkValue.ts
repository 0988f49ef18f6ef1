import { type Alternative, isWithin, textOf } from './alternative'
import { type BrokenRule, type BrokenRuleCode, cut, kept, shown } from './brokenRule'
import { type Effort, mostEffort } from './effort'
import { withUnit } from './expectation'
import { fits, isBlank } from './kinds'
import { matches, type Pattern } from './pattern'
import type { Rule } from './rule'
import { isValidAt } from './validity'

/** What is known of a usage while it is checked. */
export interface Checking extends Effort {
  /** When it was, in milliseconds since 1970. */
  at: number | undefined
}

/** What is wrong with one value, if anything; the first thing only, as the rest mostly follows from it. */
export function checkValue(rule: Rule, value: unknown, sentUnit: unknown, checking: Checking): BrokenRule | undefined {
  const { name, kind, pattern, units } = rule
  if (rule.least > 0 && isBlank(value))
    return broken(rule, 'blank', 'minCardinality', value, `${name} must not be blank, got ${shown(value)}`)
  if (!fits[kind](value))
    return broken(rule, 'wrongType', 'valueType', value, `${name} must be ${rule.expected}, got ${shown(value)}`)
  const unit = units.size > 0 && sentUnit !== undefined && sentUnit !== null && sentUnit !== '' ? sentUnit : undefined
  if (!isUnitOf(rule, unit))
    return broken(
      rule,
      'wrongUnit',
      `${values}.unitOfMeasure`,
      unit,
      `${name} must be in ${cut([...units].join(' or '), longestUnits)}, got ${shown(unit)}`,
    )
  if (pattern) {
    const text = textOf(value)
    const isMatch = text !== undefined && matches(pattern, text, checking)
    if (isMatch === undefined) return notCompared(rule, 'regex', value, pattern)
    if (!isMatch)
      return broken(rule, 'noMatch', 'regex', value, `${name} must match ${pattern.source}, got ${shown(value)}`)
  }
  return rule.alternatives.length === 0 ? undefined : checkAlternatives(rule, value, unit, checking)
}

const values = 'characteristicValueSpecification'
const longestUnits = 200
const isUnitOf = ({ units }: Rule, unit: unknown): unit is string | undefined =>
  unit === undefined || units.has(unit as string)

function checkAlternatives(
  rule: Rule,
  value: unknown,
  unit: string | undefined,
  checking: Checking,
): BrokenRule | undefined {
  const { name, alternatives, limits, listing, expected } = rule
  let late: Alternative | undefined
  let open: Alternative | undefined
  for (const it of listing(value)) {
    if (--checking.left < 0) open = it
    else if (isOfOtherUnit(it, unit)) continue
    else if (isValidAt(it.validity, checking.at)) return undefined
    else late = it
  }
  for (const it of limits) {
    if (isOfOtherUnit(it, unit)) continue
    const isIn = isWithin(it, value, checking)
    if (isIn === undefined) open = it
    else if (isIn && isValidAt(it.validity, checking.at)) return undefined
    else if (isIn) late = it
  }
  if (open) return notCompared(rule, `${values}.${open.pattern ? 'regex' : 'valueFrom'}`, value, open.pattern)
  if (late)
    return broken(
      rule,
      'notValidAt',
      `${values}.validFor`,
      value,
      `${name} may be ${shown(value)} only ${late.validity?.words}, and the usage is of another time`,
    )
  return broken(
    rule,
    ...whyNone(alternatives),
    value,
    `${name} must be ${expected}, got ${withUnit(shown(value), unit)}`,
  )
}

const isOfOtherUnit = (it: Alternative, unit: string | undefined): boolean =>
  unit !== undefined && it.unit !== undefined && it.unit !== unit

function whyNone(alternatives: Alternative[]): [BrokenRuleCode, string] {
  if (alternatives.some(({ listed }) => listed.length > 0)) return ['notAllowed', `${values}.value`]
  return alternatives.some(({ range }) => range)
    ? ['outOfRange', `${values}.valueFrom`]
    : ['noMatch', `${values}.regex`]
}

/** What nobody may count on is not passed. */
function notCompared(rule: Rule, part: string, value: unknown, pattern: Pattern | undefined): BrokenRule {
  const length = textOf(value)?.length ?? 0
  const longest = pattern ? Math.floor(mostEffort / pattern.size) - 1 : Number.POSITIVE_INFINITY
  const why =
    pattern && length > longest
      ? `${rule.name} is too long to be compared with ${pattern.source}: it may have ${longest} characters, got ${length}`
      : `${rule.name} was not compared with the specification: the values of the usage are too many, or too long, to be compared together`
  return broken(rule, 'notCompared', part, value, why)
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
  ...(value !== undefined && { value: kept(value) }),
  message,
})
