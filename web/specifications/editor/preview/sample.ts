import type { BrokenRule } from '../../../../shared/checker/brokenRule'
import { type Checker, compile } from '../../../../shared/checker/checker'
import { indexCharacteristics, type Relation, relationsOf } from '../../../../shared/checker/relation'
import { type Specification, withParts } from '../../../../shared/checker/specification'
import { isValidAt, validityOf } from '../../../../shared/checker/validity'
import { millisecondsOf } from '../../../../shared/dateTime'
import type { UsageCharacteristic, UsageCreate } from '../../../../shared/usage'
import type { CharacteristicSpecification } from '../../../../shared/usageSpecification'
import { findValues } from './values'

/** A generated usage of a specification. */
export interface Sample {
  usage: UsageCreate
  /** The rules that the usage breaks. */
  broken: BrokenRule[]
  /** Characteristics without a value, because none was found. */
  left: string[]
}

interface Options {
  contained?: readonly Specification[]
  /** The usage date, unless the specification is not valid then. */
  usageDate: string
  /** Each seed gives another sample. */
  variant?: number
}

/** Generates a usage that keeps every rule of a specification, if possible; the same input gives the same usage. The specification must compile. */
export function makeSample(specification: Specification, { contained = [], usageDate, variant = 0 }: Options): Sample {
  const whole = indexCharacteristics(
    withParts(specification, contained).parts.flatMap(({ specCharacteristic = [] }) => specCharacteristic),
  )
  const characteristics = [...whole.byName.values()].map((it) => ({
    it,
    alone: compile({
      specCharacteristic: [{ ...it, charSpecRelationship: [], minCardinality: it.minCardinality ? 1 : 0 }],
    }),
  }))
  const checker = compile(specification, contained)
  const relations = relationsOf(whole)
  let best: Sample | undefined
  for (const at of datesFor(specification, characteristics, usageDate)) {
    const { usageCharacteristic, left } = fill(characteristics, relations, at, variant)
    const usage: UsageCreate = {
      usageDate: at,
      usageSpecification: { id: specification.id ?? '', ...(specification.name && { name: specification.name }) },
      usageCharacteristic,
    }
    const broken = checker.check(checker.complete(usage))
    if (!best || broken.length < best.broken.length) best = { usage, broken, left }
    if (broken.length === 0) break
  }
  // The list always contains the requested date.
  return best as Sample
}

interface Part {
  it: CharacteristicSpecification
  /** A checker for this characteristic alone. */
  alone: Checker
}

const mostDates = 40

/** Dates at which the specification may be valid: the requested date, then the start and end of each validity period. */
function datesFor({ validFor }: Specification, parts: readonly Part[], usageDate: string): string[] {
  const periods = [
    validFor,
    ...parts.flatMap(({ it }) => [
      it.validFor,
      ...(it.characteristicValueSpecification ?? []).map((spec) => spec.validFor),
    ]),
  ]
  const ends = periods.flatMap((period) => [period?.startDateTime, period?.endDateTime]).flatMap((end) => end ?? [])
  return [...new Set([usageDate, ...ends])].slice(0, mostDates)
}

/** Values for all characteristics that are valid at a date and do not exclude each other: mandatory ones first. */
function fill(
  parts: readonly Part[],
  relations: readonly Relation[],
  usageDate: string,
  variant: number,
): { usageCharacteristic: UsageCharacteristic[]; left: string[] } {
  const at = millisecondsOf(usageDate)
  const byName = new Map(parts.map((part) => [part.it.name ?? '', part]))
  const filled = new Map<string, UsageCharacteristic[]>()
  const left = new Set<string>()
  const valid = relations.filter(({ validity }) => isValidAt(validity, at))
  /** Adds a characteristic with all that it depends on; false if that is impossible. */
  const include = (name: string, asking: readonly string[] = []): boolean => {
    if (filled.has(name) || asking.includes(name)) return true
    const part = byName.get(name)
    if (!part || part.it.maxCardinality === 0 || !isValidAt(validityOf(part.it.validFor), at)) return false
    if (
      valid.some(
        ({ kind, of, to }) =>
          kind === 'exclusivity' && ((of === name && filled.has(to)) || (to === name && filled.has(of))),
      )
    )
      return false
    const values = valuesOf(part, usageDate, variant)
    if (values.length === 0) {
      left.add(name)
      return false
    }
    const before = [...filled.keys()]
    filled.set(name, values)
    const needed = valid.filter(({ kind, of }) => kind === 'dependency' && of === name)
    if (needed.every(({ to }) => include(to, [...asking, name]))) return true
    for (const one of filled.keys()) if (!before.includes(one)) filled.delete(one)
    return false
  }
  const inOrder = [...parts].sort(
    (one, other) => Number((other.it.minCardinality ?? 0) > 0) - Number((one.it.minCardinality ?? 0) > 0),
  )
  for (const { it } of inOrder) include(it.name ?? '')
  return { usageCharacteristic: parts.flatMap(({ it }) => filled.get(it.name ?? '') ?? []), left: [...left] }
}

function valuesOf({ it, alone }: Part, usageDate: string, variant: number): UsageCharacteristic[] {
  const { name = '', valueType, minCardinality = 0 } = it
  return findValues(it, alone, usageDate, Math.max(1, Math.min(minCardinality, 100)), variant).map(
    ({ value, unit }) => ({
      name,
      ...(valueType && { valueType }),
      value,
      ...(unit && { unitOfMeasure: unit }),
    }),
  )
}
