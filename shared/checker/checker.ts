import { millisecondsOf } from '../dateTime'
import { type BrokenRule, mostBrokenRules, shown } from './brokenRule'
import { canonical, isObject, valuesOf } from './kinds'
import { problemsOf } from './problems'
import { known, type Relation, relationsOf } from './relation'
import { broken, judgeValue, type Rule, ruleOf } from './rule'
import { type CheckedUsage, type SentCharacteristic, type Specification, type SpecificationProblem, wholeOf } from './specification'
import { isValidAt, type Validity, validityOf } from './validity'

/** A specification that was compiled, to judge usages by. */
export interface Checker {
  /** What of the specification a usage breaks; nothing when it passes. */
  check(usage: CheckedUsage): BrokenRule[]
  /** The usage with defaults for the characteristics it lacks; the same object when it lacks none. */
  complete<Usage extends CheckedUsage>(usage: Usage): Usage
  /** The values that no other usage of the specification may have; values that mean the same are written the same. */
  uniqueValues(usage: CheckedUsage): { name: string; value: string }[]
}

/** The specification cannot be compiled; what is wrong with it is listed. */
export class SpecificationError extends Error {
  constructor(readonly problems: SpecificationProblem[]) {
    super(problems.map(({ path, message }) => `${path} ${message}`).join('; '))
  }
}

/** Compiles a specification with those it contains, as far as they are known: once, for many usages. */
export function compile(specification: Specification, contained: readonly Specification[] = []): Checker {
  const problems = problemsOf(specification, contained)
  if (problems.length > 0) throw new SpecificationError(problems)
  const { parts, isIncomplete } = wholeOf(specification, contained)
  // What the specification says itself goes before what it contains.
  const characteristics = known(parts.flatMap(({ specCharacteristic = [] }) => specCharacteristic))
  const { byName } = characteristics
  const compiled: Compiled = {
    rules: [...byName.values()].map(ruleOf),
    indexes: new Map([...byName.keys()].map((name, index) => [name, index])),
    relations: relationsOf(characteristics),
    validity: validityOf(specification.validFor),
    // A part that is not known may name them.
    refusesUnknown: specification.extensible === false && !isIncomplete,
  }
  const unique = compiled.rules.filter(({ isUnique }) => isUnique)
  const defaulted = compiled.rules.filter(({ defaults }) => defaults.length > 0).sort((one, other) => Number(other.least > 0) - Number(one.least > 0))
  return {
    check: (usage) => check(compiled, usage),
    complete: (usage) => (defaulted.length === 0 ? usage : complete(compiled, defaulted, usage)),
    uniqueValues: (usage) => (unique.length === 0 ? [] : uniqueValues(unique, usage)),
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
  const found: BrokenRule[] = []
  const at = instantOf(usage)
  if (!isValidAt(validity, at)) {
    const message = `The specification counts ${validity?.words}, and the usage is of ${usage.usageDate}`
    found.push({ code: 'specificationNotValidAt', rule: 'validFor', value: usage.usageDate, message })
  }
  const counts = new Int32Array(rules.length)
  for (const sent of characteristicsOf(usage)) {
    if (found.length >= mostBrokenRules) return found
    const index = indexes.get(sent.name)
    const rule = index === undefined ? undefined : rules[index]
    if (index === undefined || !rule) {
      if (refusesUnknown) found.push(unknown(sent))
      continue
    }
    if (rule.isSeveral && Array.isArray(sent.value)) {
      for (const value of valuesOf(sent.value, true)) {
        counts[index] = (counts[index] ?? 0) + 1
        const problem = judgeValue(rule, value, sent.unitOfMeasure, at)
        if (problem) found.push(problem)
        if (found.length >= mostBrokenRules) return found
      }
    } else if (sent.value !== undefined && sent.value !== null) {
      counts[index] = (counts[index] ?? 0) + 1
      const problem = judgeValue(rule, sent.value, sent.unitOfMeasure, at)
      if (problem) found.push(problem)
    }
  }
  for (const [index, rule] of rules.entries()) {
    const problem = judgeCount(rule, counts[index] ?? 0, at, usage)
    if (problem) found.push(problem)
  }
  for (const relation of relations) {
    const problem = judgeRelation(relation, (name) => (counts[indexes.get(name) ?? -1] ?? 0) > 0, at)
    if (problem) found.push(problem)
  }
  return found.length > mostBrokenRules ? found.slice(0, mostBrokenRules) : found
}

function judgeCount(rule: Rule, count: number, at: number | undefined, { usageDate }: CheckedUsage): BrokenRule | undefined {
  const { name, least, most, validity } = rule
  if (!isValidAt(validity, at)) {
    return count === 0 ? undefined : broken(rule, 'notValidAt', 'validFor', undefined, `${name} counts ${validity?.words}, and the usage is of ${usageDate}`)
  }
  if (count < least) {
    const message = count === 0 && least === 1 ? `${name} is missing` : `${name} must be there ${times(least)} at least, got ${count}`
    return broken(rule, 'missing', 'minCardinality', undefined, message)
  }
  if (count <= most) return undefined
  return broken(rule, 'tooMany', 'maxCardinality', undefined, most === 0 ? `${name} must not be there` : `${name} may be there ${times(most)} at most, got ${count}`)
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`)

function judgeRelation({ kind, of, to, validity }: Relation, isThere: (name: string) => boolean, at: number | undefined): BrokenRule | undefined {
  if (!isThere(of) || isThere(to) === (kind === 'dependency') || !isValidAt(validity, at)) return undefined
  const message = kind === 'dependency' ? `${of} needs ${to}, which is missing` : `${of} and ${to} must not be there together`
  return { code: kind, characteristic: of, rule: `specCharacteristic[${of}].charSpecRelationship[${to}]`, message }
}

const unknown = ({ name, value }: Named): BrokenRule => ({
  code: 'unknownCharacteristic',
  characteristic: name,
  rule: 'extensible',
  ...(value !== undefined && { value: shown(value) }),
  message: `${name || 'A characteristic without a name'} is not a characteristic of the specification, which allows no others`,
})

function complete<Usage extends CheckedUsage>({ relations }: Compiled, defaulted: Rule[], usage: Usage): Usage {
  const at = instantOf(usage)
  const present = new Set(characteristicsOf(usage).flatMap(({ name, value }) => (value === undefined || value === null ? [] : [name])))
  const added: SentCharacteristic[] = []
  for (const { name, specification, validity, defaults, most } of defaulted) {
    if (present.has(name) || !isValidAt(validity, at)) continue
    const isExcluded = relations.some(({ kind, of, to }) => kind === 'exclusivity' && ((of === name && present.has(to)) || (to === name && present.has(of))))
    const valid = isExcluded ? [] : defaults.filter((it) => isValidAt(it.validity, at)).slice(0, most)
    for (const { value, unit } of valid) {
      const { valueType } = specification
      added.push({ name, ...(valueType && { valueType }), value, ...(unit && { unitOfMeasure: unit }) })
      present.add(name)
    }
  }
  return added.length === 0 ? usage : { ...usage, usageCharacteristic: [...(Array.isArray(usage.usageCharacteristic) ? usage.usageCharacteristic : []), ...added] }
}

function uniqueValues(unique: Rule[], usage: CheckedUsage): { name: string; value: string }[] {
  const found: { name: string; value: string }[] = []
  const sent = characteristicsOf(usage)
  for (const { name, kind, isSeveral } of unique) {
    const own = sent.filter((it) => it.name === name).flatMap(({ value }) => valuesOf(value, isSeveral))
    for (const value of new Set(own.map((it) => canonical(kind, it)))) found.push({ name, value })
  }
  return found
}

type Named = SentCharacteristic & { name: string }

/** What of a usage are characteristics: the schema refuses others, but not everything that is checked has passed it. */
function characteristicsOf({ usageCharacteristic }: CheckedUsage): Named[] {
  if (!Array.isArray(usageCharacteristic)) return []
  const isNamed = (it: unknown): it is Named => isObject(it) && typeof it.name === 'string'
  return usageCharacteristic.every(isNamed) ? usageCharacteristic : usageCharacteristic.filter(isNamed)
}

const instantOf = ({ usageDate }: CheckedUsage): number | undefined => (typeof usageDate === 'string' ? millisecondsOf(usageDate) : undefined)
