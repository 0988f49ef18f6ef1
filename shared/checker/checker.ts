import { type BrokenRule, maxBrokenRules, quoteValue } from './brokenRule'
import { type CheckedUsage, instantOf, isNamed } from './checkedUsage'
import { broken, type Checking, checkValue } from './checkValue'
import { completerOf } from './defaults'
import { maxEffort } from './pattern'
import { makePatterns } from './patterns'
import { problemsOf } from './problems'
import { indexCharacteristics, type Relation, relationsOf } from './relation'
import { type Rule, ruleOf } from './rule'
import { isExternalIdentifierUnique, type Specification, type SpecificationProblem, withParts } from './specification'
import { type UniqueValue, uniqueValuesOf } from './uniqueValues'
import { isValidAt, type Validity, validityOf } from './validity'

/** A compiled specification, ready to check usages. */
export interface Checker {
  /** The rules that a usage breaks; none when it passes. */
  check(usage: CheckedUsage): BrokenRule[]
  /** The usage with defaults for the characteristics it lacks; the same object when it lacks none. */
  complete<Usage extends CheckedUsage>(usage: Usage): Usage
  /** The values that no other usage of the specification may have. */
  uniqueValues(usage: CheckedUsage): UniqueValue[]
}

/** The specification cannot be compiled; `problems` lists every reason. */
export class SpecificationError extends Error {
  constructor(readonly problems: SpecificationProblem[]) {
    super(problems.map(({ path, message }) => `${path} ${message}`).join('; '))
  }
}

/** Compiles a specification together with the parts of a bundle that are known: once, for many usages. */
export function compile(specification: Specification, contained: readonly Specification[] = []): Checker {
  const patterns = makePatterns()
  const problems = problemsOf(specification, contained, patterns)
  if (problems.length > 0) throw new SpecificationError(problems)
  const { parts, isIncomplete } = withParts(specification, contained)
  // The specification's own characteristics take precedence over those of its parts.
  const characteristics = indexCharacteristics(parts.flatMap(({ specCharacteristic = [] }) => specCharacteristic))
  const rules = [...characteristics.byName.values()].map((it) => ruleOf(it, patterns))
  const relations = relationsOf(characteristics)
  const compiled: Compiled = {
    rules,
    indexes: new Map(rules.map(({ name }, index) => [name, index])),
    relations,
    validity: validityOf(specification.validFor),
    // An unknown part may define further characteristics.
    refusesUnknown: specification.extensible === false && !isIncomplete,
  }
  return {
    check: (usage) => check(compiled, usage),
    complete: completerOf(rules, relations),
    uniqueValues: uniqueValuesOf(rules, isExternalIdentifierUnique(parts)),
  }
}

interface Compiled {
  rules: Rule[]
  /** Positions in `rules` by the name of the characteristic. */
  indexes: Map<string, number>
  relations: Relation[]
  validity: Validity | undefined
  refusesUnknown: boolean
}

function check({ rules, indexes, relations, validity, refusesUnknown }: Compiled, usage: CheckedUsage): BrokenRule[] {
  const checking: Checking = { at: instantOf(usage), left: maxEffort }
  const found: BrokenRule[] = []
  if (!isValidAt(validity, checking.at)) {
    const message = `Usage date ${usage.usageDate} is outside the specification's validity (${validity?.words})`
    found.push({ code: 'specificationNotValidAt', rule: 'validFor', value: usage.usageDate, message })
  }
  const counts = new Int32Array(rules.length)
  for (const sent of Array.isArray(usage.usageCharacteristic) ? usage.usageCharacteristic : []) {
    if (found.length >= maxBrokenRules) return found
    if (!isNamed(sent)) continue
    const index = indexes.get(sent.name) ?? -1
    const rule = rules[index]
    if (rule) counts[index] = (counts[index] ?? 0) + checkValues(rule, sent.value, sent.unitOfMeasure, checking, found)
    else if (refusesUnknown) found.push(unknownCharacteristic(sent.name, sent.value))
  }
  let index = 0
  for (const rule of rules) {
    const problem = checkCount(rule, counts[index++] ?? 0, checking.at, usage)
    if (problem) found.push(problem)
  }
  for (const relation of relations) {
    const problem = checkRelation(relation, (name) => (counts[indexes.get(name) ?? -1] ?? 0) > 0, checking.at)
    if (problem) found.push(problem)
  }
  return found.length > maxBrokenRules ? found.slice(0, maxBrokenRules) : found
}

/** Checks the values of one entry and counts them: an array stands for several values where several are allowed, and null for none. Stops at the limit of broken rules. */
function checkValues(rule: Rule, value: unknown, unit: unknown, checking: Checking, found: BrokenRule[]): number {
  let count = 0
  for (const one of rule.isSeveral && Array.isArray(value) ? value : [value]) {
    if (one === undefined || one === null) continue
    if (found.length >= maxBrokenRules) break
    count++
    const problem = checkValue(rule, one, unit, checking)
    if (problem) found.push(problem)
  }
  return count
}

function checkCount(
  rule: Rule,
  count: number,
  at: number | undefined,
  { usageDate }: CheckedUsage,
): BrokenRule | undefined {
  const { name, min, max, validity } = rule
  if (!isValidAt(validity, at)) {
    return count === 0
      ? undefined
      : broken(
          rule,
          'notValidAt',
          'validFor',
          undefined,
          `Usage date ${usageDate} is outside the validity of ${name} (${validity?.words})`,
        )
  }
  if (count < min) {
    const message =
      count === 0 && min === 1 ? `${name} is missing` : `${name} must occur at least ${times(min)}, got ${count}`
    return broken(rule, 'missing', 'minCardinality', undefined, message)
  }
  if (count <= max) return undefined
  return broken(
    rule,
    'tooMany',
    'maxCardinality',
    undefined,
    max === 0 ? `${name} must not occur` : `${name} must occur at most ${times(max)}, got ${count}`,
  )
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`)

function checkRelation(
  { kind, of, to, validity }: Relation,
  isPresent: (name: string) => boolean,
  at: number | undefined,
): BrokenRule | undefined {
  if (!isPresent(of) || isPresent(to) === (kind === 'dependency') || !isValidAt(validity, at)) return undefined
  const message =
    kind === 'dependency' ? `${of} requires ${to}, which is missing` : `${of} and ${to} must not occur together`
  return { code: kind, characteristic: of, rule: `specCharacteristic[${of}].charSpecRelationship[${to}]`, message }
}

const unknownCharacteristic = (name: string, value: unknown): BrokenRule => ({
  code: 'unknownCharacteristic',
  characteristic: name,
  rule: 'extensible',
  ...(value !== undefined && { value: quoteValue(value) }),
  message: `${name || 'A characteristic without a name'} is not defined by the specification, which allows no other characteristics`,
})
