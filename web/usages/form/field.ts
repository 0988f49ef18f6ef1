import { acceptsUnlisted, isSeveralIn, kindIn, listedIn } from '../../../shared/checker/characteristic'
import type { Kind } from '../../../shared/checker/kinds'
import { indexCharacteristics } from '../../../shared/checker/relation'
import { type Specification, type ValueSpecification, withParts } from '../../../shared/checker/specification'
import type { CharacteristicSpecification } from '../../../shared/usageSpecification'

/** What a form asks for one characteristic. It is read of drafts too, so nothing here fails on what cannot be compiled. */
export interface Field {
  name: string
  kind: Kind
  isSeveral: boolean
  least: number
  most: number
  /** The values that are named; others may be given only if `isOpen`. */
  choices: unknown[]
  isOpen: boolean
  units: string[]
  defaults: unknown[]
  /** Undefined: it is not in the specification. */
  specification: CharacteristicSpecification | undefined
}

/** The fields of a specification and of what it contains, in its order, then those of other names that a usage has. */
export function fieldsOf(
  specification: Specification,
  contained: readonly Specification[],
  names: readonly string[],
): Field[] {
  const { byName } = indexCharacteristics(
    withParts(specification, contained).parts.flatMap(({ specCharacteristic = [] }) => specCharacteristic),
  )
  const others = new Set(names.filter((name) => !byName.has(name)))
  return [...[...byName.values()].map(fieldOf), ...[...others].map(unknownField)]
}

/** Whether a usage may have characteristics that the specification does not name. A part that is not known may name them. */
export const mayHaveOthers = (specification: Specification, contained: readonly Specification[]): boolean =>
  specification.extensible !== false || withParts(specification, contained).isIncomplete

export function fieldOf(specification: CharacteristicSpecification): Field {
  const {
    name = '',
    minCardinality = 0,
    maxCardinality = Number.POSITIVE_INFINITY,
    characteristicValueSpecification: values = [],
  } = specification
  const isSeveral = isSeveralIn(specification)
  const listed = (some: ValueSpecification[]) => some.flatMap((it) => listedIn(it, isSeveral))
  const choices = listed(values)
  return {
    name,
    kind: kindIn(specification),
    isSeveral,
    least: minCardinality,
    most: maxCardinality,
    choices,
    isOpen: choices.length === 0 || acceptsUnlisted(specification) || values.some(isLimit),
    units: [...new Set(values.flatMap(({ unitOfMeasure }) => unitOfMeasure || []))],
    defaults: listed(values.filter(({ isDefault }) => isDefault)),
    specification,
  }
}

/** Whether it allows values without naming them. */
const isLimit = ({ valueFrom, valueTo, regex }: ValueSpecification): boolean =>
  valueFrom !== undefined || valueTo !== undefined || !!regex

/** A characteristic that the specification does not name. */
export const unknownField = (name: string): Field => ({
  name,
  kind: 'any',
  isSeveral: false,
  least: 0,
  most: Number.POSITIVE_INFINITY,
  choices: [],
  isOpen: true,
  units: [],
  defaults: [],
  specification: undefined,
})

/** The id of the element where a characteristic is entered, so that a list of problems can lead there. */
export const entryId = (name: string): string => `entry-${encodeURIComponent(name)}`
