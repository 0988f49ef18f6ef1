import { isDateTime, isDay, millisecondsOf } from '../dateTime'
import { looseNumber } from '../looseNumber'

/** What a value may be. The standard leaves the words of `valueType` open: one that is not known here says nothing, and any value will do. */
export type Kind = 'any' | 'text' | 'number' | 'integer' | 'boolean' | 'dateTime' | 'date' | 'timePeriod' | 'object' | 'array'

const words: Record<Exclude<Kind, 'any'>, string[]> = {
  text: ['string', 'text'],
  number: ['number', 'numeric', 'decimal', 'float', 'double'],
  integer: ['integer', 'int', 'long'],
  boolean: ['boolean', 'bool'],
  dateTime: ['datetime', 'timestamp'],
  date: ['date'],
  timePeriod: ['timeperiod', 'period'],
  object: ['object'],
  array: ['array'],
}
const kinds = new Map(Object.entries(words).flatMap(([kind, aliases]) => aliases.map((alias) => [alias, kind as Kind] as const)))

/** The kind a `valueType` names, in any case, with hyphens or without. */
export const kindOf = (valueType: string | undefined): Kind => kinds.get((valueType ?? '').toLowerCase().replace(/[-_\s]/g, '')) ?? 'any'

export const nouns: Record<Kind, string> = {
  any: 'a value',
  text: 'text',
  number: 'a number',
  integer: 'an integer',
  boolean: 'true or false',
  dateTime: 'a date and time with an offset, such as 2026-11-23T10:14:00Z',
  date: 'a date such as 2026-11-23',
  timePeriod: 'an object with startDateTime and endDateTime, in that order',
  object: 'an object',
  array: 'an array',
}

const isText = (value: unknown): value is string => typeof value === 'string'

export const fits: Record<Kind, (value: unknown) => boolean> = {
  any: () => true,
  text: isText,
  number: (value) => numberOf(value) !== undefined,
  integer: (value) => Number.isInteger(numberOf(value)),
  boolean: (value) => typeof value === 'boolean' || value === 'true' || value === 'false',
  dateTime: (value) => isText(value) && isDateTime(value),
  date: (value) => isText(value) && isDay(value),
  timePeriod: isTimePeriod,
  object: isObject,
  array: Array.isArray,
}

const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/** A number, also as text that JSON would read as one. */
export function numberOf(value: unknown): number | undefined {
  const found = isText(value) && number.test(value) ? Number(value) : value
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** An end may be open, but not both. */
function isTimePeriod(value: unknown): boolean {
  if (!isObject(value)) return false
  const { startDateTime: start, endDateTime: end } = value
  const [from, to] = [start, end].map((it) => (isText(it) ? millisecondsOf(it) : undefined))
  if ((start !== undefined && from === undefined) || (end !== undefined && to === undefined)) return false
  return from === undefined || to === undefined ? from !== to : from <= to
}

/** The same text for values of a kind that mean the same: a number as such and as text, an instant in two zones, an object in another order. */
export function canonical(kind: Kind, value: unknown): string {
  if (isText(value)) {
    if (kind === 'text') return value
    // Finer fractions than a Date holds stay as they are.
    if (kind === 'dateTime' && !/\.\d{4}/.test(value)) return new Date(millisecondsOf(value) ?? Number.NaN).toJSON() ?? value
    return String(looseNumber(value) ?? value)
  }
  return typeof value === 'object' ? (JSON.stringify(value, inOrder) ?? '') : String(value)
}

const inOrder = (_key: string, value: unknown) => (isObject(value) ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))) : value)

/** The values that one entry gives: an array gives several where several are allowed, and null none. */
export const valuesOf = (value: unknown, isSeveral: boolean): unknown[] => (isSeveral && Array.isArray(value) ? value.filter(isGiven) : isGiven(value) ? [value] : [])

const isGiven = (value: unknown): boolean => value !== undefined && value !== null

export const isBlank = (value: unknown): boolean => isText(value) && value.trim() === ''
