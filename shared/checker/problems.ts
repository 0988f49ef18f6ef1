import type { CharacteristicSpecification } from '../usageSpecification'
import { type Alternative, alternativeOf, isOneOf, isWithin, textOf } from './alternative'
import { shown } from './brokenRule'
import { isOpen, isSeveralIn, kindIn, listedIn } from './characteristic'
import { fits, type Kind, kindOf, nouns } from './kinds'
import { compilePattern, type Pattern, problemOfPattern } from './pattern'
import { isInterval, rangeOf } from './range'
import { type Known, known, relationKind, targetOf } from './relation'
import { type Rule, ruleOf } from './rule'
import { contains, type Specification, type SpecificationProblem, type ValueSpecification, wholeOf } from './specification'
import { isBackwards } from './validity'

type Report = (path: string, message: string) => void

/** Everything that keeps a specification, or one that it contains, from being compiled. */
export function problemsOf(specification: Specification, contained: readonly Specification[] = []): SpecificationProblem[] {
  const { parts, isIncomplete } = wholeOf(specification, contained)
  const all = known(parts.flatMap(({ specCharacteristic = [] }) => specCharacteristic))
  return parts.flatMap((part) => {
    const problems: SpecificationProblem[] = []
    const prefix = part === specification ? '' : `entitySpecRelationship[${part.id}].`
    const report: Report = (path, message) => problems.push({ path: prefix + path, message })
    judgeSpecification(part, report)
    for (const [index, it] of (part.specCharacteristic ?? []).entries()) {
      const path = `specCharacteristic[${index}]`
      judgeCharacteristic(it, path, report)
      judgeRelations(it, all, isIncomplete, path, report)
    }
    return problems
  })
}

function judgeSpecification({ id, isBundle, validFor, entitySpecRelationship = [], specCharacteristic = [] }: Specification, report: Report): void {
  if (isBackwards(validFor)) report('validFor.endDateTime', backwards)
  const parts = entitySpecRelationship.map((it, index) => ({ ...it, path: `entitySpecRelationship[${index}].id` })).filter((it) => contains(it.relationshipType))
  if (isBundle && parts.length === 0) report('isBundle', 'is true, but no entitySpecRelationship with the relationshipType "contains" names what the bundle is made of')
  for (const part of parts) {
    if (!part.id) report(part.path, 'must be the id of the contained specification')
    else if (part.id === id) report(part.path, 'must not be the specification itself')
  }
  const seen = new Map<string, number>()
  for (const [index, { name = '' }] of specCharacteristic.entries()) {
    const path = `specCharacteristic[${index}].name`
    const first = seen.get(name)
    if (name.trim() === '') report(path, 'must not be blank: usages give their characteristics by name')
    else if (first !== undefined) report(path, `must be another than that of specCharacteristic[${first}]; both are ${shown(name)}`)
    else seen.set(name, index)
  }
}

const backwards = 'must not be before startDateTime'

function judgeCharacteristic(it: CharacteristicSpecification, path: string, report: Report): void {
  const { minCardinality: least, maxCardinality: most, regex } = it
  const kind = kindIn(it)
  if (least !== undefined && least < 0) report(`${path}.minCardinality`, `must be 0 or more; got ${least}`)
  if (most !== undefined && most < 0) report(`${path}.maxCardinality`, `must be 0 or more; got ${most}`)
  if (least !== undefined && most !== undefined && most >= 0 && least > most) report(`${path}.minCardinality`, `must not be more than maxCardinality, ${most}; got ${least}`)
  if (isBackwards(it.validFor)) report(`${path}.validFor.endDateTime`, backwards)
  const isPatternFine = judgePattern(regex, kind, `${path}.regex`, report)
  const of: Owner = { kind, isSeveral: isSeveralIn(it), regex, pattern: regex && isPatternFine ? compilePattern(regex) : undefined }
  let isFine = isPatternFine
  for (const [index, value] of (it.characteristicValueSpecification ?? []).entries()) {
    const isValueFine = judgeValueSpecification(value, of, `${path}.characteristicValueSpecification[${index}]`, report)
    isFine = isFine && isValueFine
  }
  // Defaults are judged by the other values, which must make sense for that.
  if (isFine) judgeDefaults(ruleOf(it), path, report)
}

/** Whether a pattern, if there is one, can be used. */
function judgePattern(regex: string | undefined, kind: Kind, path: string, report: Report): boolean {
  if (!regex) return true
  const problem = problemOfPattern(regex)
  if (problem) report(path, problem)
  else if (isCompound(kind)) report(path, `needs values that are text; the valueType is ${kind}`)
  return problem === undefined
}

const isCompound = (kind: Kind): boolean => kind === 'object' || kind === 'array' || kind === 'timePeriod'

/** What a value specification is to know of its characteristic. */
interface Owner {
  kind: Kind
  isSeveral: boolean
  regex: string | undefined
  pattern: Pattern | undefined
}

/** Whether its pattern and its values can be used. */
function judgeValueSpecification(value: ValueSpecification, of: Owner, path: string, report: Report): boolean {
  const own = kindOf(value.valueType)
  const kind = own === 'any' ? of.kind : own
  const range = rangeOf(value)
  if (value.rangeInterval && !isInterval(value.rangeInterval)) {
    report(`${path}.rangeInterval`, `must be open, closed, closedBottom or closedTop; got ${shown(value.rangeInterval)}`)
  } else if (range?.isEmpty) {
    const { valueFrom = 0, valueTo = 0 } = value
    report(
      `${path}.valueFrom`,
      valueFrom > valueTo ? `must not be more than valueTo, ${valueTo}; got ${valueFrom}` : `leaves no value: the interval is ${value.rangeInterval}, and both ends are ${valueTo}`,
    )
  }
  if (range && (isCompound(kind) || kind === 'boolean' || kind === 'dateTime' || kind === 'date')) {
    report(`${path}.${value.valueFrom === undefined ? 'valueTo' : 'valueFrom'}`, `needs values that are numbers; the valueType is ${kind}`)
  }
  if (isBackwards(value.validFor)) report(`${path}.validFor.endDateTime`, backwards)
  const isOwnPatternFine = judgePattern(value.regex, kind, `${path}.regex`, report)
  let isFine = isOwnPatternFine
  for (const one of listedIn(value, of.isSeveral)) {
    const misfit = [kind, of.kind].find((it) => !fits[it](one))
    if (misfit) report(`${path}.value`, `must be ${nouns[misfit]} as the valueType says; got ${shown(one)}`)
    else if (of.pattern && !of.pattern(textOf(one) ?? '')) report(`${path}.value`, `must match the regex of the characteristic, ${of.regex}; got ${shown(one)}`)
    else continue
    isFine = false
  }
  return isFine
}

/** A default is a value as any other: it keeps the range and the pattern it stands with, and those of the other value specifications. */
function judgeDefaults(rule: Rule, path: string, report: Report): void {
  const { specification, defaults, isSeveral, kind, most, isUnique } = rule
  const values = specification.characteristicValueSpecification ?? []
  const first = values.findIndex(({ isDefault }) => isDefault)
  if (isUnique && defaults.length > 0)
    report(`${path}.characteristicValueSpecification[${first}].isDefault`, 'cannot be true: the characteristic isUnique, and two usages would have the default')
  const alternatives = values.map((it) => alternativeOf(it, kind, isSeveral))
  const isLimit = (it: Alternative | undefined): it is Alternative => it !== undefined && (it.range !== undefined || it.pattern !== undefined)
  const limits = isOpen(specification) ? [] : alternatives.filter(isLimit)
  let count = 0
  for (const [index, value] of values.entries()) {
    if (!value.isDefault) continue
    const at = `${path}.characteristicValueSpecification[${index}]`
    const found = listedIn(value, isSeveral)
    count += found.length
    if (count > most) report(`${at}.isDefault`, `makes ${count} defaults; maxCardinality is ${most}`)
    const own = alternatives[index]
    const within = limits.length > 0 && isLimit(own) ? [own] : limits
    for (const one of within.length === 0 ? [] : found) {
      if (within.some((it) => isWithin(it, one)) || alternatives.some((it) => it && it !== own && isOneOf(it, one))) continue
      report(`${at}.value`, `is the default, so it must be one of the allowed values; got ${shown(one)}`)
    }
  }
}

function judgeRelations(it: CharacteristicSpecification, all: Known, isIncomplete: boolean, path: string, report: Report): void {
  for (const [index, relationship] of (it.charSpecRelationship ?? []).entries()) {
    const at = `${path}.charSpecRelationship[${index}]`
    if (isBackwards(relationship.validFor)) report(`${at}.validFor.endDateTime`, backwards)
    const kind = relationKind(relationship)
    if (!kind) continue
    const { name, characteristicSpecificationId: id, parentSpecificationId } = relationship
    const other = targetOf(relationship, all)
    const to = other?.name
    const given = name || id
    if (!given) report(`${at}.name`, `must name the other characteristic of the ${kind}`)
    else if (to !== undefined && to === it.name) report(`${at}.name`, 'must not be the characteristic itself')
    // One of a specification that is not known cannot be judged.
    else if (to === undefined && !isIncomplete && !parentSpecificationId) report(`${at}.name`, `must be a characteristic of the specification; there is no ${shown(given)}`)
    if (kind === 'exclusivity' && other && to !== it.name && (it.minCardinality ?? 0) > 0 && (other.minCardinality ?? 0) > 0) {
      report(`${at}.relationshipType`, `cannot be exclusivity: both ${it.name} and ${to} are mandatory`)
    }
  }
}
