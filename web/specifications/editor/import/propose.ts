import { fits, isObject, type Kind, kindOf, numberOf } from '../../../../shared/checker/kinds'
import type { CharacteristicSpecification } from '../../../../shared/usageSpecification'
import { withAllowed, without, withRange, withUnit } from '../draft/values'
import type { Observed, Sample } from './records'
import { templates } from './templates'

/** A characteristic proposed from records; the user selects its parts. */
export interface Proposal {
  name: string
  valueType: string
  isRequired: boolean
  /** The proposed cardinality: one value, or any number. */
  isSeveral: boolean
  unit: string
  description: string
  /** Evidence from the records: how many have it, and some values. */
  seen: number
  examples: string[]
  allowed: Part<string[]> | undefined
  regex: Part<string> | undefined
  range: Part<string> | undefined
}

interface Part<Value> {
  value: Value
  isTaken: boolean
}

export const propose = ({ records, observed }: Sample): Proposal[] =>
  observed.filter(({ seen }) => seen > 0).map((it) => proposalOf(it, records))

function proposalOf(it: Observed, records: number): Proposal {
  const { name, values, seen, most, valueTypes, units } = it
  const [declared] = valueTypes
  const valueType = valueTypes.length === 1 && declared ? declared : typeOf(it)
  const distinct = [...new Set(values.map(asText))]
  const kind = kindOf(valueType)
  const isText = kind === 'text' || kind === 'any'
  const template = isText ? templateFor(name, distinct) : undefined
  const allowed = isText && !template ? allowedIn(distinct, values.length) : undefined
  return {
    name,
    valueType,
    isRequired: seen === records,
    isSeveral: most > 1,
    unit: units.length === 1 ? (units[0] ?? '') : '',
    description: template && template.characteristic.name === name ? (template.characteristic.description ?? '') : '',
    seen,
    examples: distinct.slice(0, 2),
    allowed,
    regex: isText ? patternIn(template?.characteristic.regex, distinct, allowed?.isTaken === true) : undefined,
    range: kind === 'integer' ? rangeIn(values) : undefined,
  }
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** From the narrowest to the widest type. */
const kinds: [string, Kind][] = [
  ['boolean', 'boolean'],
  ['integer', 'integer'],
  ['number', 'number'],
  ['dateTime', 'dateTime'],
  ['date', 'date'],
  ['timePeriod', 'timePeriod'],
  ['object', 'object'],
]

/** The type of all values. Digits in quotes, and digits that are an identifier, are text. */
function typeOf({ values, isWritten }: Observed): string {
  if (isWritten && values.every(isIdentifier)) return 'string'
  const isNumeric = (kind: Kind) => kind === 'integer' || kind === 'number' || kind === 'boolean'
  const found = kinds.find(([, kind]) =>
    values.every((value) => fits[kind](value) && (typeof value !== 'string' || isWritten || !isNumeric(kind))),
  )
  return found?.[0] ?? (values.some(isObject) ? '' : 'string')
}

/** Digits that are an identifier: with a leading plus or zero, or at least nine of them. */
const isIdentifier = (value: unknown) => typeof value === 'string' && /^(\+\d+|0\d+|\d{9,})$/.test(value)

/** The template whose pattern all values match; if the pattern is too general, the name must match too. */
const templateFor = (name: string, values: string[]) =>
  templates.find(
    ({ characteristic: { regex }, hint }) =>
      regex && values.every((value) => new RegExp(regex).test(value)) && (!hint || hint.test(name)),
  )

const mostAllowed = 12

/** A few words that occur repeatedly are probably all allowed values. */
function allowedIn(distinct: string[], count: number): Part<string[]> | undefined {
  if (distinct.length > mostAllowed || count < 2 || distinct.some((it) => it.length > 60 || it === '')) return undefined
  return { value: distinct, isTaken: count >= 3 && distinct.length * 2 <= count }
}

function patternIn(known: string | undefined, distinct: string[], isListed: boolean): Part<string> | undefined {
  if (known) return { value: known, isTaken: true }
  if (!distinct.every((it) => /^\d+$/.test(it))) return undefined
  const lengths = distinct.map((it) => it.length)
  const [least, most] = [Math.min(...lengths), Math.max(...lengths)]
  return { value: `^[0-9]{${least === most ? least : `${least},${most}`}}$`, isTaken: distinct.length > 2 && !isListed }
}

/** From zero, or the smallest value, to a round number above the largest. A guess, so not selected by default. */
function rangeIn(values: unknown[]): Part<string> {
  const numbers = values.flatMap((value) => numberOf(value) ?? [])
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)]
  return { value: `${Math.min(0, least)}–${roundUp(most)}`, isTaken: false }
}

function roundUp(number: number): number {
  if (number <= 0) return 0
  const power = 10 ** Math.floor(Math.log10(number))
  return [1, 2, 5, 10].map((factor) => factor * power).find((it) => it >= number) ?? number
}

/** The characteristic of a proposal, with its selected parts. */
export function characteristicOf({
  name,
  valueType,
  isRequired,
  isSeveral,
  unit,
  description,
  allowed,
  regex,
  range,
}: Proposal): CharacteristicSpecification {
  const it: CharacteristicSpecification = without({
    name,
    description: description || undefined,
    valueType: valueType || undefined,
    minCardinality: isRequired ? 1 : 0,
    maxCardinality: isSeveral ? undefined : 1,
    regex: regex?.isTaken ? regex.value : undefined,
  })
  const listed = allowed?.isTaken ? withAllowed(it, allowed.value) : it
  const ranged = range?.isTaken ? withRange(listed, range.value) : listed
  return unit ? withUnit(ranged, unit) : ranged
}
