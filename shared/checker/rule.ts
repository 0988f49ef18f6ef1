import type { CharacteristicSpecification } from '../usageSpecification'
import { type Alternative, alternativeOf, isOneOf, isWithin, sayWithin, textOf } from './alternative'
import { type BrokenRule, type BrokenRuleCode, kept, shown } from './brokenRule'
import { isOpen, isSeveralIn, kindIn, listedIn } from './characteristic'
import { fits, isBlank, type Kind, nouns } from './kinds'
import { compilePattern, type Pattern } from './pattern'
import { isValidAt, type Validity, validityOf } from './validity'

/** What a specification asks of one characteristic. */
export interface Rule {
  name: string
  /** As `rule` of a broken rule has it. */
  path: string
  kind: Kind
  /** Whether an array gives several values, rather than being one. */
  isSeveral: boolean
  least: number
  most: number
  isUnique: boolean
  validity: Validity | undefined
  pattern: Pattern | undefined
  source: string
  /** A value fits one of them; without any, every value does. */
  alternatives: Alternative[]
  units: Set<string>
  defaults: Default[]
  /** What a value must be, after "must be". */
  expected: string
  specification: CharacteristicSpecification
}

interface Default {
  value: unknown
  unit: string | undefined
  validity: Validity | undefined
}

/** Its characteristic has a name; its patterns can be read. */
export function ruleOf(specification: CharacteristicSpecification): Rule {
  const { name = '', regex, minCardinality = 0, maxCardinality = Number.POSITIVE_INFINITY, characteristicValueSpecification: values = [] } = specification
  const kind = kindIn(specification)
  const isSeveral = isSeveralIn(specification)
  const alternatives = isOpen(specification) ? [] : values.flatMap((it) => alternativeOf(it, kind, isSeveral) ?? [])
  return {
    name,
    path: `specCharacteristic[${name}]`,
    kind,
    isSeveral,
    least: minCardinality,
    most: maxCardinality,
    isUnique: specification.isUnique ?? false,
    validity: validityOf(specification.validFor),
    pattern: regex ? compilePattern(regex) : undefined,
    source: regex ?? '',
    alternatives,
    units: new Set(values.flatMap(({ unitOfMeasure }) => unitOfMeasure || [])),
    defaults: values.flatMap((it) => (it.isDefault ? listedIn(it, isSeveral).map((value) => ({ value, unit: it.unitOfMeasure, validity: validityOf(it.validFor) })) : [])),
    expected: expectationOf(kind, alternatives),
    specification,
  }
}

/** What is wrong with one value, if anything; the first thing only, as the rest mostly follows from it. */
export function judgeValue(rule: Rule, value: unknown, unit: unknown, at: number | undefined): BrokenRule | undefined {
  const { name, kind, alternatives, pattern, units } = rule
  if (rule.least > 0 && isBlank(value)) return broken(rule, 'blank', 'minCardinality', value, `${name} must not be blank, got ${shown(value)}`)
  if (!fits[kind](value)) return broken(rule, 'wrongType', 'valueType', value, `${name} must be ${rule.expected}, got ${shown(value)}`)
  const hasUnit = units.size > 0 && unit !== undefined && unit !== null && unit !== ''
  if (hasUnit && !units.has(unit as string)) {
    return broken(rule, 'wrongUnit', `${values}.unitOfMeasure`, unit, `${name} must be in ${[...units].join(' or ')}, got ${shown(unit)}`)
  }
  if (pattern) {
    const text = textOf(value)
    if (text === undefined || !pattern(text)) return broken(rule, 'noMatch', 'regex', value, `${name} must match ${rule.source}, got ${shown(value)}`)
  }
  if (alternatives.length === 0) return undefined
  let late: Alternative | undefined
  for (const it of alternatives) {
    if (hasUnit && it.unit && it.unit !== unit) continue
    if (!isOneOf(it, value) && !isWithin(it, value)) continue
    if (isValidAt(it.validity, at)) return undefined
    late = it
  }
  if (late) return broken(rule, 'notValidAt', `${values}.validFor`, value, `${name} may be ${shown(value)} only ${late.validity?.words}, and the usage is of another time`)
  return broken(rule, ...whyNone(alternatives), value, `${name} must be ${rule.expected}, got ${shown(value)}`)
}

const values = 'characteristicValueSpecification'

function whyNone(alternatives: Alternative[]): [BrokenRuleCode, string] {
  if (alternatives.some(({ listed }) => listed.length > 0)) return ['notAllowed', `${values}.value`]
  return alternatives.some(({ range }) => range) ? ['outOfRange', `${values}.valueFrom`] : ['noMatch', `${values}.regex`]
}

export const broken = ({ name, path }: Rule, code: BrokenRuleCode, part: string, value: unknown, message: string): BrokenRule => ({
  code,
  characteristic: name,
  rule: `${path}.${part}`,
  ...(value !== undefined && { value: kept(value) }),
  message,
})

const mostListed = 12

function expectationOf(kind: Kind, alternatives: Alternative[]): string {
  const listed = alternatives.flatMap((it) => it.listed)
  const names = listed.slice(0, mostListed).map((it) => (typeof it === 'string' ? it : JSON.stringify(it)))
  const some = listed.length > mostListed ? `one of ${names.join(', ')} or ${listed.length - mostListed} more` : listed.length > 1 ? `one of ${names.join(', ')}` : names[0]
  return [some, ...alternatives.map(sayWithin)].filter((it) => it !== undefined).join(', or ') || nouns[kind]
}
