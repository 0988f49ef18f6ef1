import { acceptsUnlisted, isSeveralIn, kindIn, listedIn } from '../../../shared/checker/characteristic'
import type { Kind } from '../../../shared/checker/kinds'
import { indexCharacteristics } from '../../../shared/checker/relation'
import { type Specification, type ValueSpecification, withParts } from '../../../shared/checker/specification'
import type { CharacteristicSpecification } from '../../../shared/usageSpecification'

/** The form field of one characteristic. Also made from drafts, so invalid specifications must not fail here. */
export interface Field {
  name: string
  kind: Kind
  isSeveral: boolean
  least: number
  most: number
  /** The listed values; others are allowed only if `isOpen`. */
  choices: unknown[]
  isOpen: boolean
  units: string[]
  defaults: unknown[]
  /** Undefined if the specification does not define it. */
  specification: CharacteristicSpecification | undefined
}

/** The fields of a specification and its contained specifications, in order, then one for each other name in the usage. */
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

/** True if a usage may have characteristics that the specification does not define. An unknown contained specification may define them. */
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

/** True if it allows values without listing them. */
const isLimit = ({ valueFrom, valueTo, regex }: ValueSpecification): boolean =>
  valueFrom !== undefined || valueTo !== undefined || !!regex

/** The field of a characteristic that the specification does not define. */
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

/** The element id of a characteristic's field, for links from the list of problems. */
export const entryId = (name: string): string => `entry-${encodeURIComponent(name)}`
