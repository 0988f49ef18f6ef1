import { type BrokenRule, mostBrokenRules, shown } from './brokenRule'
import { type CheckedUsage, instantOf, isNamed } from './checkedUsage'
import { broken, type Checking, checkValue } from './checkValue'
import { completerOf } from './defaults'
import { mostEffort } from './effort'
import { makePatterns } from './patterns'
import { problemsOf } from './problems'
import { known, type Relation, relationsOf } from './relation'
import { type Rule, ruleOf } from './rule'
import { type Specification, type SpecificationProblem, wholeOf } from './specification'
import { type UniqueValue, uniqueValuesOf } from './uniqueValues'
import { isValidAt, type Validity, validityOf } from './validity'

/** A specification that was compiled, to judge usages by. */
export interface Checker {
  /** What of the specification a usage breaks; nothing when it passes. */
  check(usage: CheckedUsage): BrokenRule[]
  /** The usage with defaults for the characteristics it lacks; the same object when it lacks none. */
  complete<Usage extends CheckedUsage>(usage: Usage): Usage
  /** The values that no other usage of the specification may have; values that mean the same are written the same. */
  uniqueValues(usage: CheckedUsage): UniqueValue[]
}

/** The specification cannot be compiled; what is wrong with it is listed. */
export class SpecificationError extends Error {
  constructor(readonly problems: SpecificationProblem[]) {
    super(problems.map(({ path, message }) => `${path} ${message}`).join('; '))
  }
}

/** Compiles a specification with those it contains, as far as they are known: once, for many usages. */
export function compile(specification: Specification, contained: readonly Specification[] = []): Checker {
  const patterns = makePatterns()
  const problems = problemsOf(specification, contained, patterns)
  if (problems.length > 0) throw new SpecificationError(problems)
  const { parts, isIncomplete } = wholeOf(specification, contained)
  // What the specification says itself goes before what it contains.
  const characteristics = known(parts.flatMap(({ specCharacteristic = [] }) => specCharacteristic))
  const rules = [...characteristics.byName.values()].map((it) => ruleOf(it, patterns))
  const relations = relationsOf(characteristics)
  const compiled: Compiled = {
    rules,
    indexes: new Map(rules.map(({ name }, index) => [name, index])),
    relations,
    validity: validityOf(specification.validFor),
    // A part that is not known may name them.
    refusesUnknown: specification.extensible === false && !isIncomplete,
  }
  return {
    check: (usage) => check(compiled, usage),
    complete: completerOf(rules, relations),
    uniqueValues: uniqueValuesOf(rules),
  }
}

interface Compiled {
  rules: Rule[]
  /** Of the rules, by the name of their characteristic. */
  indexes: Map<string, number>
  relations: Relation[]
  validity: Validity | undefined
  refusesUnknown: boolean
}

function check({ rules, indexes, relations, validity, refusesUnknown }: Compiled, usage: CheckedUsage): BrokenRule[] {
  const checking: Checking = { at: instantOf(usage), left: mostEffort }
  const found: BrokenRule[] = []
  if (!isValidAt(validity, checking.at)) {
    const message = `The specification counts ${validity?.words}, and the usage is of ${usage.usageDate}`
    found.push({ code: 'specificationNotValidAt', rule: 'validFor', value: usage.usageDate, message })
  }
  const counts = new Int32Array(rules.length)
  for (const sent of Array.isArray(usage.usageCharacteristic) ? usage.usageCharacteristic : []) {
    if (found.length >= mostBrokenRules) return found
    if (!isNamed(sent)) continue
    const index = indexes.get(sent.name) ?? -1
    const rule = rules[index]
    if (rule) counts[index] = (counts[index] ?? 0) + checkValues(rule, sent.value, sent.unitOfMeasure, checking, found)
    else if (refusesUnknown) found.push(unknown(sent.name, sent.value))
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
  return found.length > mostBrokenRules ? found.slice(0, mostBrokenRules) : found
}

/** How many values one entry gives: an array gives several where several are allowed, and null none. What is wrong with them is found, until there is enough of it. */
function checkValues(rule: Rule, value: unknown, unit: unknown, checking: Checking, found: BrokenRule[]): number {
  let count = 0
  for (const one of rule.isSeveral && Array.isArray(value) ? value : [value]) {
    if (one === undefined || one === null) continue
    if (found.length >= mostBrokenRules) break
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
  const { name, least, most, validity } = rule
  if (!isValidAt(validity, at)) {
    return count === 0
      ? undefined
      : broken(
          rule,
          'notValidAt',
          'validFor',
          undefined,
          `${name} counts ${validity?.words}, and the usage is of ${usageDate}`,
        )
  }
  if (count < least) {
    const message =
      count === 0 && least === 1 ? `${name} is missing` : `${name} must be there ${times(least)} at least, got ${count}`
    return broken(rule, 'missing', 'minCardinality', undefined, message)
  }
  if (count <= most) return undefined
  return broken(
    rule,
    'tooMany',
    'maxCardinality',
    undefined,
    most === 0 ? `${name} must not be there` : `${name} may be there ${times(most)} at most, got ${count}`,
  )
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`)

function checkRelation(
  { kind, of, to, validity }: Relation,
  isThere: (name: string) => boolean,
  at: number | undefined,
): BrokenRule | undefined {
  if (!isThere(of) || isThere(to) === (kind === 'dependency') || !isValidAt(validity, at)) return undefined
  const message =
    kind === 'dependency' ? `${of} needs ${to}, which is missing` : `${of} and ${to} must not be there together`
  return { code: kind, characteristic: of, rule: `specCharacteristic[${of}].charSpecRelationship[${to}]`, message }
}

const unknown = (name: string, value: unknown): BrokenRule => ({
  code: 'unknownCharacteristic',
  characteristic: name,
  rule: 'extensible',
  ...(value !== undefined && { value: shown(value) }),
  message: `${name || 'A characteristic without a name'} is not a characteristic of the specification, which allows no others`,
})
