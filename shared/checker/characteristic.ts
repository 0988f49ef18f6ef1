import type { CharacteristicSpecification } from '../usageSpecification'
import { isBlank, type Kind, kindOf, valuesOf } from './kinds'
import type { ValueSpecification } from './specification'

/** Facts about a characteristic that need no compilation. Forms use them even while a pattern is incomplete. */

/** The kind of a characteristic's values: from its own `valueType`, or from its value specifications if they agree. */
export function kindIn({ valueType, characteristicValueSpecification = [] }: CharacteristicSpecification): Kind {
  if (valueType) return kindOf(valueType)
  const kinds = new Set(characteristicValueSpecification.map((it) => kindOf(it.valueType)))
  const [only = 'any'] = kinds
  return kinds.size === 1 ? only : 'any'
}

/** Whether an array stands for several values rather than being one value. */
export const isSeveralIn = (it: CharacteristicSpecification): boolean =>
  (it.maxCardinality ?? 2) > 1 && kindIn(it) !== 'array'

/** The values that a value specification lists. TM Forum's own samples leave `value` blank where they list none. */
export const listedIn = ({ value }: ValueSpecification, isSeveral: boolean): unknown[] =>
  valuesOf(value, isSeveral).filter((it) => !isBlank(it))

/** Whether listed values are suggestions and other values are allowed too. */
export const acceptsUnlisted = ({
  extensible,
  characteristicValueSpecification = [],
}: CharacteristicSpecification): boolean =>
  extensible === true && characteristicValueSpecification.some((it) => listedIn(it, false).length > 0)
