import { isDateTime, isDay, millisecondsOf } from '../dateTime'
import { isNumber, isWholeNumber, plainNumber } from '../exactNumber'

/** What a value may be. The standard leaves the words of `valueType` open: one that is not known here says nothing, and any value will do. */
export type Kind =
  | 'any'
  | 'text'
  | 'number'
  | 'integer'
  | 'boolean'
  | 'dateTime'
  | 'date'
  | 'timePeriod'
  | 'object'
  | 'array'

const words: Record<Exclude<Kind, 'any'>, string[]> = {
  text: ['string', 'text', 'char', 'varchar', 'uuid', 'guid', 'uri', 'anyuri', 'url', 'email'],
  number: ['number', 'numeric', 'decimal', 'bigdecimal', 'float', 'double', 'real'],
  integer: [
    'integer',
    'int',
    'long',
    'short',
    'int16',
    'int32',
    'int64',
    'bigint',
    'biginteger',
    'smallint',
    'unsignedint',
    'unsignedlong',
    'uint32',
    'uint64',
  ],
  boolean: ['boolean', 'bool'],
  dateTime: ['datetime', 'datetimeoffset', 'offsetdatetime', 'timestamp', 'timestamptz', 'instant'],
  date: ['date', 'localdate'],
  timePeriod: ['timeperiod', 'period'],
  object: ['object'],
  array: ['array'],
}
const kinds = new Map(
  Object.entries(words).flatMap(([kind, aliases]) => aliases.map((alias) => [alias, kind as Kind] as const)),
)

/** The kind a `valueType` names, in any case, with hyphens or without. */
export const kindOf = (valueType: string | undefined): Kind =>
  kinds.get((valueType ?? '').toLowerCase().replace(/[-_\s]/g, '')) ?? 'any'

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
const isInstant = (value: unknown): value is string => isText(value) && isDateTime(value)

export const fits: Record<Kind, (value: unknown) => boolean> = {
  any: () => true,
  text: isText,
  number: (value) => numberOf(value) !== undefined,
  integer: (value) =>
    isText(value)
      ? shortInteger.test(value) || (numberOf(value) !== undefined && isWholeNumber(value))
      : Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean' || value === 'true' || value === 'false',
  dateTime: isInstant,
  date: (value) => isText(value) && isDay(value),
  timePeriod: isTimePeriod,
  object: isObject,
  array: Array.isArray,
}

// Most numbers are short and whole, and need no closer look.
const shortInteger = /^(?:0|-?[1-9]\d{0,14})$/

/** A number, also as text that JSON would read as one. */
export function numberOf(value: unknown): number | undefined {
  const found = isText(value) && isNumber(value) ? Number(value) : value
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** An end may be open, but not both. */
function isTimePeriod(value: unknown): value is { startDateTime?: string; endDateTime?: string } {
  if (!isObject(value)) return false
  const { startDateTime: start, endDateTime: end } = value
  if (start === undefined) return isInstant(end)
  if (end === undefined) return isInstant(start)
  const [from, to] = isText(start) && isText(end) ? [millisecondsOf(start), millisecondsOf(end)] : []
  return from !== undefined && to !== undefined && from <= to
}

/**
 * The same text for values of a kind that mean the same: a number as such and as text, instants in two zones, an object in another order. Where the kind is not known, text is
 * itself: `1e5` is another identifier than `100000`. A number, true and false are the text that JSON has for them: many callers send all values as text.
 */
export function canonical(kind: Kind, value: unknown): string {
  if (typeof value === 'object')
    return kind === 'timePeriod' && isTimePeriod(value)
      ? `${instant(value.startDateTime)}/${instant(value.endDateTime)}`
      : (JSON.stringify(value, inOrder) ?? '')
  const text = String(value)
  if ((kind === 'number' || kind === 'integer') && isNumber(text))
    return shortInteger.test(text) ? text : plainNumber(text)
  if (kind === 'dateTime' && isDateTime(text)) return instant(text)
  // Text that looks like an object or an array is none.
  return looksCompound.test(text) ? JSON.stringify(text) : text
}

const looksCompound = /^[{["]/

/** In UTC, as exact as it is given. */
function instant(text: string | undefined): string {
  if (text === undefined) return ''
  const [, fraction = ''] = /\.(\d*[1-9])/.exec(text) ?? []
  const seconds = new Date(millisecondsOf(text.replace(/\.\d+/, '')) ?? Number.NaN).toISOString().slice(0, -5)
  return `${seconds}${fraction && `.${fraction}`}Z`
}

const inOrder = (_key: string, value: unknown) =>
  isObject(value) ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))) : value

/** The values that one entry gives: an array gives several where several are allowed, and null none. */
export const valuesOf = (value: unknown, isSeveral: boolean): unknown[] =>
  isSeveral && Array.isArray(value) ? value.filter(isGiven) : isGiven(value) ? [value] : []

const isGiven = (value: unknown): boolean => value !== undefined && value !== null

export const isBlank = (value: unknown): boolean => isText(value) && value.trim() === ''
