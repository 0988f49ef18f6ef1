import type { CharacteristicSpecification } from '../usageSpecification'
import { maxKeyLength } from '../vocabulary'
import { shown } from './brokenRule'
import { checkCharacteristic } from './characteristicProblems'
import { mostEffortToCompile } from './effort'
import { makePatterns } from './patterns'
import { type Known, known, relationKind, targetOf } from './relation'
import { backwards, type Scrutiny } from './scrutiny'
import { contains, type Specification, type SpecificationProblem, wholeOf } from './specification'
import { isBackwards } from './validity'

/** Everything that keeps a specification, or one that it contains, from being compiled. */
export function problemsOf(
  specification: Specification,
  contained: readonly Specification[] = [],
  patterns = makePatterns(),
): SpecificationProblem[] {
  const { parts, isIncomplete } = wholeOf(specification, contained)
  const all = known(parts.flatMap(({ specCharacteristic = [] }) => specCharacteristic))
  const effort = { left: mostEffortToCompile }
  return parts.flatMap((part) => {
    const problems: SpecificationProblem[] = []
    const prefix = part === specification ? '' : `entitySpecRelationship[${part.id}].`
    const scrutiny: Scrutiny = {
      patterns,
      effort,
      report: (path, message) => problems.push({ path: prefix + path, message }),
    }
    checkSpecification(part, scrutiny)
    for (const [index, it] of (part.specCharacteristic ?? []).entries()) {
      const path = `specCharacteristic[${index}]`
      checkCharacteristic(it, path, scrutiny)
      checkRelations(it, all, isIncomplete, path, scrutiny)
    }
    return problems
  })
}

function checkSpecification(
  { id, isBundle, validFor, entitySpecRelationship = [], specCharacteristic = [] }: Specification,
  { report }: Scrutiny,
): void {
  if (isBackwards(validFor)) report('validFor.endDateTime', backwards)
  const parts = entitySpecRelationship
    .map((it, index) => ({ ...it, path: `entitySpecRelationship[${index}].id` }))
    .filter((it) => contains(it.relationshipType))
  if (isBundle && parts.length === 0)
    report(
      'isBundle',
      'is true, but no entitySpecRelationship with the relationshipType "contains" names what the bundle is made of',
    )
  for (const part of parts) {
    if (!part.id) report(part.path, 'must be the id of the contained specification')
    else if (part.id === id) report(part.path, 'must not be the specification itself')
  }
  const seen = new Map<string, number>()
  for (const [index, { name = '' }] of specCharacteristic.entries()) {
    const path = `specCharacteristic[${index}].name`
    const first = seen.get(name)
    if (name.trim() === '') report(path, 'must not be blank: usages give their characteristics by name')
    else if (name.length > maxKeyLength)
      report(path, `must have at most ${maxKeyLength} characters, as in usages; it has ${name.length}`)
    else if (first !== undefined)
      report(path, `must be another than that of specCharacteristic[${first}]; both are ${shown(name)}`)
    else seen.set(name, index)
  }
}

function checkRelations(
  it: CharacteristicSpecification,
  all: Known,
  isIncomplete: boolean,
  path: string,
  { report }: Scrutiny,
): void {
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
    else if (to === undefined && !isIncomplete && !parentSpecificationId)
      report(`${at}.name`, `must be a characteristic of the specification; there is no ${shown(given)}`)
    if (
      kind === 'exclusivity' &&
      other &&
      to !== it.name &&
      (it.minCardinality ?? 0) > 0 &&
      (other.minCardinality ?? 0) > 0
    ) {
      report(`${at}.relationshipType`, `cannot be exclusivity: both ${it.name} and ${to} are mandatory`)
    }
  }
}
