import { kindOf } from '../../../../shared/checker/kinds'
import { isExactNumber } from '../../../../shared/exactNumber'
import type { CharacteristicSpecification } from '../../../../shared/usageSpecification'
import { type RangeEnds, readRange, writeRange } from './ranges'

type ValueSpecification = NonNullable<CharacteristicSpecification['characteristicValueSpecification']>[number]

/** The values that a characteristic may have, in one object. TMF635 spreads them over a list of value specifications. */
export interface Values {
  /** The listed values, without a default that allows other values. */
  allowed: string[]
  range: string
  unit: string
  /** The default: the value of usages without this characteristic. */
  default: string
}

/** The range that the grid shows; the row's details show the others. */
export const findRange = (it: CharacteristicSpecification): ValueSpecification | undefined => specsOf(it).find(isRange)

const specsOf = ({ characteristicValueSpecification = [] }: CharacteristicSpecification) =>
  characteristicValueSpecification
const isRange = (it: ValueSpecification) => it.valueFrom !== undefined || it.valueTo !== undefined
const isListed = (it: ValueSpecification) => it.value !== undefined
const isUnitOnly = (it: ValueSpecification) =>
  Object.keys(it).every((name) => name === 'unitOfMeasure' || name === 'valueType')

/** True if the default is the only listed value and others are allowed: then the default does not limit the values. */
function isDefaultOnly(it: CharacteristicSpecification): boolean {
  const listed = specsOf(it).filter(isListed)
  return (
    listed.length > 0 &&
    listed.every(({ isDefault }) => isDefault) &&
    (it.extensible === true || specsOf(it).some((one) => isRange(one) || one.regex))
  )
}

export function readValues(it: CharacteristicSpecification): Values {
  const specs = specsOf(it)
  const fallback = specs.find((one) => isListed(one) && one.isDefault)
  return {
    allowed: isDefaultOnly(it) ? [] : specs.filter(isListed).map(({ value }) => asText(value)),
    range: writeRange(findRange(it) ?? {}),
    unit: specs.find((one) => one.unitOfMeasure !== undefined)?.unitOfMeasure ?? '',
    default: fallback ? asText(fallback.value) : '',
  }
}

/** True if there is more than one unit, or range, so that the grid's field cannot show all of them. */
export const hasSeveral = (it: CharacteristicSpecification) => ({
  units: new Set(specsOf(it).flatMap(({ unitOfMeasure }) => unitOfMeasure ?? [])).size > 1,
  ranges: specsOf(it).filter(isRange).length > 1,
})

/** The characteristic with other listed values. Default marks, validity and extensions are kept. */
export function withAllowed(it: CharacteristicSpecification, allowed: string[]): CharacteristicSpecification {
  const before = specsOf(it)
  const kept = isDefaultOnly(it) ? before.filter(isListed) : []
  const listed = allowed.map(
    (text) => before.find((one) => isListed(one) && asText(one.value) === text) ?? newValue(it, text),
  )
  const values = [...listed, ...kept.filter((one) => !listed.includes(one))]
  // A list of values excludes other values; `extensible` was only set for the default.
  const extensible = allowed.length > 0 && isDefaultOnly(it) ? undefined : it.extensible
  return withSpecs({ ...it, extensible }, [...before.filter((one) => !isListed(one)), ...values])
}

export function withDefault(it: CharacteristicSpecification, text: string): CharacteristicSpecification {
  const isAlone = isDefaultOnly(it)
  const others = specsOf(it).flatMap((one) =>
    !one.isDefault ? [one] : isAlone ? [] : [without({ ...one, isDefault: undefined })],
  )
  if (text === '') return withSpecs(isAlone && !others.some(isListed) ? { ...it, extensible: undefined } : it, others)
  const at = others.findIndex((one) => isListed(one) && asText(one.value) === text)
  const marked =
    at < 0
      ? [...others, { ...newValue(it, text), isDefault: true }]
      : others.with(at, { ...(others[at] ?? {}), isDefault: true })
  // Without `extensible`, the default would be the only allowed value.
  const isFree = !others.some((one) => isListed(one) || isRange(one) || one.regex)
  return withSpecs(isFree ? { ...it, extensible: true } : it, marked)
}

export function withRange(it: CharacteristicSpecification, text: string): CharacteristicSpecification {
  const before = specsOf(it)
  const at = before.findIndex(isRange)
  const ends = readRange(text)
  if (at >= 0) return withSpecs(it, before.toSpliced(at, 1, ...rangeOf(before[at] ?? {}, ends)))
  return withSpecs(it, [...rangeOf(typeOf(it), ends), ...before])
}

/** A value specification with other ends; undefined if only its range is left and the range is removed. */
function rangeOf(it: ValueSpecification, { valueFrom, valueTo, rangeInterval }: RangeEnds): ValueSpecification[] {
  // Text that is not a number is kept as typed, so that the checker reports it.
  const spec = without({ ...it, valueFrom, valueTo, rangeInterval } as ValueSpecification)
  const isNothing = !isRange(spec) && Object.keys(spec).every((name) => name === 'valueType')
  return isNothing ? [] : [spec]
}

/** Sets the unit of every value specification; without any, adds one. */
export function withUnit(it: CharacteristicSpecification, unit: string): CharacteristicSpecification {
  const before = specsOf(it)
  const specs = before.length > 0 ? before : [typeOf(it)]
  return withSpecs(
    it,
    specs.map((one) => without({ ...one, unitOfMeasure: unit || undefined })),
  )
}

/** The characteristic with its values converted to another type where possible: `"1"` becomes `1`. */
export function withValueType(
  it: CharacteristicSpecification,
  valueType: string | undefined,
): CharacteristicSpecification {
  const retyped = it.characteristicValueSpecification?.map((one) => {
    const value =
      one.value === undefined || typeof one.value === 'object' ? one.value : typedValue(asText(one.value), valueType)
    return without({ ...one, value, valueType: one.valueType === it.valueType ? valueType : one.valueType })
  })
  return without({ ...it, valueType, characteristicValueSpecification: retyped })
}

/** Merges a unit without a value into a value specification that has a value, or keeps it alone. */
function withSpecs(it: CharacteristicSpecification, specs: ValueSpecification[]): CharacteristicSpecification {
  const { unit } = readValues(it)
  const [unitsOnly, others] = [specs.filter(isUnitOnly), specs.filter((one) => !isUnitOnly(one))]
  const isCarried = unit !== '' && others.length > 0 && specs.some(({ unitOfMeasure }) => unitOfMeasure === unit)
  const kept =
    others.length > 0
      ? others.map((one) => (isCarried && one.unitOfMeasure === undefined ? { ...one, unitOfMeasure: unit } : one))
      : unitsOnly.filter((one) => one.unitOfMeasure)
  return without({ ...it, characteristicValueSpecification: kept.length > 0 ? kept : undefined })
}

const typeOf = ({ valueType }: CharacteristicSpecification): ValueSpecification =>
  valueType === undefined ? {} : { valueType }
const newValue = (it: CharacteristicSpecification, text: string): ValueSpecification => ({
  ...typeOf(it),
  value: typedValue(text, it.valueType),
})

/** A value as text. */
export const asText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

/** Text as a JSON value of the type; the text itself if that is impossible. */
export function typedValue(text: string, valueType: string | undefined): unknown {
  const kind = kindOf(valueType)
  if ((kind === 'integer' || kind === 'number') && isExactNumber(text)) return Number(text)
  if (kind === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  if ((kind === 'object' || kind === 'array' || kind === 'timePeriod') && /^\s*[{[]/.test(text)) return parsed(text)
  return text
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Without the undefined attributes, which JSON does not have. */
export function without<Of extends object>(it: Of): Of {
  return Object.fromEntries(Object.entries(it).filter(([, value]) => value !== undefined)) as Of // Only optional attributes can be undefined.
}
