import type { CharacteristicSpecification } from '../usageSpecification'
import { maxKeyLength } from '../vocabulary'
import { quoteValue } from './brokenRule'
import { checkCharacteristic } from './characteristicProblems'
import { maxCompileEffort } from './pattern'
import { makePatterns } from './patterns'
import { endBeforeStart, type ProblemContext } from './problemContext'
import { type CharacteristicIndex, indexCharacteristics, relationKind, targetOf } from './relation'
import { contains, type Specification, type SpecificationProblem, withParts } from './specification'
import { endsBeforeStart } from './validity'

/** Every problem that prevents a specification, or a part of a bundle, from being compiled. */
export function problemsOf(
  specification: Specification,
  contained: readonly Specification[] = [],
  patterns = makePatterns(),
): SpecificationProblem[] {
  const { parts, isIncomplete } = withParts(specification, contained)
  const all = indexCharacteristics(parts.flatMap(({ specCharacteristic = [] }) => specCharacteristic))
  const effort = { left: maxCompileEffort }
  return parts.flatMap((part) => {
    const problems: SpecificationProblem[] = []
    const prefix = part === specification ? '' : `entitySpecRelationship[${part.id}].`
    const context: ProblemContext = {
      patterns,
      effort,
      report: (path, message) => problems.push({ path: prefix + path, message }),
    }
    checkSpecification(part, context)
    for (const [index, it] of (part.specCharacteristic ?? []).entries()) {
      const path = `specCharacteristic[${index}]`
      checkCharacteristic(it, path, context)
      checkRelations(it, all, isIncomplete, path, context)
    }
    return problems
  })
}

function checkSpecification(
  { id, isBundle, validFor, entitySpecRelationship = [], specCharacteristic = [] }: Specification,
  { report }: ProblemContext,
): void {
  if (endsBeforeStart(validFor)) report('validFor.endDateTime', endBeforeStart)
  // A bundle may contain nothing yet. Where there is no bundle, "contains" has the meaning that its author gives it.
  const parts = (isBundle ? entitySpecRelationship : [])
    .map((it, index) => ({ ...it, path: `entitySpecRelationship[${index}].id` }))
    .filter((it) => contains(it.relationshipType))
  for (const part of parts) {
    if (!part.id) report(part.path, 'must be the id of the contained specification')
    else if (part.id === id) report(part.path, 'must not be the specification itself')
  }
  const seen = new Map<string, number>()
  for (const [index, { name = '' }] of specCharacteristic.entries()) {
    const path = `specCharacteristic[${index}].name`
    const first = seen.get(name)
    if (name.trim() === '') report(path, 'must not be blank: usages refer to characteristics by name')
    else if (name.length > maxKeyLength)
      report(path, `must have at most ${maxKeyLength} characters, as in usages; got ${name.length}`)
    else if (first !== undefined)
      report(path, `must differ from the name of specCharacteristic[${first}]; both are ${quoteValue(name)}`)
    else seen.set(name, index)
  }
}

function checkRelations(
  it: CharacteristicSpecification,
  all: CharacteristicIndex,
  isIncomplete: boolean,
  path: string,
  { report }: ProblemContext,
): void {
  for (const [index, relationship] of (it.charSpecRelationship ?? []).entries()) {
    const at = `${path}.charSpecRelationship[${index}]`
    if (endsBeforeStart(relationship.validFor)) report(`${at}.validFor.endDateTime`, endBeforeStart)
    const kind = relationKind(relationship)
    if (!kind) continue
    const { name, characteristicSpecificationId: id, parentSpecificationId } = relationship
    const other = targetOf(relationship, all)
    const to = other?.name
    const given = name || id
    if (!given) report(`${at}.name`, `must name the other characteristic of the ${kind}`)
    else if (to !== undefined && to === it.name) report(`${at}.name`, 'must not be the characteristic itself')
    // The characteristic may belong to a specification that is not known here.
    else if (to === undefined && !isIncomplete && !parentSpecificationId)
      report(`${at}.name`, `must be a characteristic of the specification; there is no ${quoteValue(given)}`)
    if (
      kind === 'exclusivity' &&
      other &&
      to !== it.name &&
      (it.minCardinality ?? 0) > 0 &&
      (other.minCardinality ?? 0) > 0
    ) {
      report(`${at}.relationshipType`, `must not be exclusivity: both ${it.name} and ${to} are mandatory`)
    }
  }
}
