import type { CharacteristicSpecification } from '../usageSpecification'
import { isBlank, type Kind, kindOf, valuesOf } from './kinds'
import type { ValueSpecification } from './specification'

/** What is read of a characteristic without compiling it: a form is made of this much, also while a pattern is half written. */

/** The kind of a characteristic's values: as it says, or as all its value specifications say. */
export function kindIn({ valueType, characteristicValueSpecification = [] }: CharacteristicSpecification): Kind {
  if (valueType) return kindOf(valueType)
  const kinds = new Set(characteristicValueSpecification.map((it) => kindOf(it.valueType)))
  const [only = 'any'] = kinds
  return kinds.size === 1 ? only : 'any'
}

/** Whether an array gives several values, rather than being one. */
export const isSeveralIn = (it: CharacteristicSpecification): boolean =>
  (it.maxCardinality ?? 2) > 1 && kindIn(it) !== 'array'

/** The values a value specification names. TM Forum's own samples leave `value` blank where they name none. */
export const listedIn = ({ value }: ValueSpecification, isSeveral: boolean): unknown[] =>
  valuesOf(value, isSeveral).filter((it) => !isBlank(it))

/** Whether the values it lists are suggestions, and others are welcome. */
export const isOpen = ({ extensible, characteristicValueSpecification = [] }: CharacteristicSpecification): boolean =>
  extensible === true && characteristicValueSpecification.some((it) => listedIn(it, false).length > 0)
