import { isExactNumber } from '../../shared/exactNumber'
import type { CharacteristicSpecification } from '../../shared/usageSpecification'

type ValueSpecification = NonNullable<CharacteristicSpecification['characteristicValueSpecification']>[number]

/** What values a characteristic may have, as a person thinks of it. TMF635 spreads it over a list of value specifications. */
export interface Values {
  allowed: string[]
  /** The ends of the range as they are typed. */
  from: string
  to: string
  unit: string
}

/** The range that the form shows. */
export const findRange = (it: CharacteristicSpecification): ValueSpecification | undefined => it.characteristicValueSpecification?.find(isRange)

const isRange = (it: ValueSpecification) => it.valueFrom !== undefined || it.valueTo !== undefined

export function readValues(it: CharacteristicSpecification): Values {
  const { characteristicValueSpecification: specs = [] } = it
  const { valueFrom = '', valueTo = '' } = findRange(it) ?? {}
  return {
    allowed: specs.filter((it) => it.value !== undefined).map((it) => asText(it.value)),
    from: asText(valueFrom),
    to: asText(valueTo),
    unit: specs.find((it) => it.unitOfMeasure !== undefined)?.unitOfMeasure ?? '',
  }
}

/** The characteristic with other values. What was there and is not of these stays as it was: default marks, validity, extensions. */
export function withValues(it: CharacteristicSpecification, change: Partial<Values>): CharacteristicSpecification {
  const { allowed, from, to, unit } = { ...readValues(it), ...change }
  const before = it.characteristicValueSpecification ?? []
  const typed = it.valueType === undefined ? {} : { valueType: it.valueType }
  const values = allowed.map((text) => before.find((old) => old.value !== undefined && asText(old.value) === text) ?? { ...typed, value: typedValue(text, it.valueType) })
  const oldRange = before.find(isRange) ?? { ...typed, rangeInterval: 'closed' }
  const range = from === '' && to === '' ? [] : [without({ ...oldRange, valueFrom: rangeEnd(from), valueTo: rangeEnd(to) })]
  const others = before.filter((old) => old.value === undefined && !isRange(old) && !isUnitOnly(old))
  const furtherRanges = before.filter(isRange).slice(1)
  const rest = [...range, ...furtherRanges, ...values, ...others]
  const all = rest.length === 0 && unit ? [{ ...typed }] : rest
  const after = all.map((one) => (change.unit === undefined && one.unitOfMeasure !== undefined ? one : without({ ...one, unitOfMeasure: unit || undefined })))
  return without({ ...it, characteristicValueSpecification: after.length > 0 ? after : undefined })
}

/** The characteristic with values of another type: `"1"` becomes `1`, where it can be read so. */
export function withValueType(it: CharacteristicSpecification, valueType: string | undefined): CharacteristicSpecification {
  const retyped = it.characteristicValueSpecification?.map((one) => {
    const value = one.value === undefined || typeof one.value === 'object' ? one.value : typedValue(asText(one.value), valueType)
    return without({ ...one, value, valueType: one.valueType === it.valueType ? valueType : one.valueType })
  })
  return without({ ...it, valueType, characteristicValueSpecification: retyped })
}

/** A value as a person reads it. */
export const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** Text that is no whole number stays in the draft as text, to be mended there: another number is not made of it. */
function rangeEnd(text: string): number | undefined {
  const number = Number(text)
  if (Number.isSafeInteger(number) && String(number) === text) return number
  return text === '' ? undefined : (text as unknown as number) // Hints find it, and nothing is sent while they do.
}

/** A tag's text as the JSON value of its type; text when it cannot be read so. */
function typedValue(text: string, valueType: string | undefined): unknown {
  if (/^(integer|number|decimal|float)$/i.test(valueType ?? '') && isExactNumber(text)) return Number(text)
  if (/^bool/i.test(valueType ?? '') && (text === 'true' || text === 'false')) return text === 'true'
  return text
}

const isUnitOnly = (it: ValueSpecification) => Object.keys(it).every((name) => name === 'unitOfMeasure' || name === 'valueType')

/** The same without the attributes that are undefined: JSON has no such thing. */
export function without<Of extends object>(it: Of): Of {
  return Object.fromEntries(Object.entries(it).filter(([, value]) => value !== undefined)) as Of // Only what was optional goes.
}
