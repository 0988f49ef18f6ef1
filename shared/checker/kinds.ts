import { isDateTime, isDay, millisecondsOf } from '../dateTime'
import { isNumber, isWholeNumber, plainNumber } from '../exactNumber'

/** The kinds of values. The standard leaves the words of `valueType` open: an unknown word restricts nothing. */
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

/** The kind that a `valueType` names; case, hyphens, underscores and spaces are ignored. */
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

// A shortcut: most numbers are short and whole.
const shortInteger = /^(?:0|-?[1-9]\d{0,14})$/

/** The number that a value stands for, as a number or as text that is a JSON number. */
export function numberOf(value: unknown): number | undefined {
  const found = isText(value) && isNumber(value) ? Number(value) : value
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** One end may be open, but not both. */
function isTimePeriod(value: unknown): value is { startDateTime?: string; endDateTime?: string } {
  if (!isObject(value)) return false
  const { startDateTime: start, endDateTime: end } = value
  if (start === undefined) return isInstant(end)
  if (end === undefined) return isInstant(start)
  const [from, to] = isText(start) && isText(end) ? [millisecondsOf(start), millisecondsOf(end)] : []
  return from !== undefined && to !== undefined && from <= to
}

/**
 * The canonical text of a value: equal for values of a kind with the same meaning, such as a number and its text, an instant in two time zones, an object with its names in another order.
 * Text of unknown kind stays as it is, because `1e5` and `100000` may be two identifiers. A number, true and false become their JSON text, because many callers send all values as text.
 */
export function canonical(kind: Kind, value: unknown): string {
  if (typeof value === 'object')
    return kind === 'timePeriod' && isTimePeriod(value)
      ? `${instant(value.startDateTime)}/${instant(value.endDateTime)}`
      : (JSON.stringify(value, sortNames) ?? '')
  const text = String(value)
  if ((kind === 'number' || kind === 'integer') && isNumber(text))
    return shortInteger.test(text) ? text : plainNumber(text)
  if (kind === 'dateTime' && isDateTime(text)) return instant(text)
  // Text that looks like an object or an array must differ from a real one.
  return looksCompound.test(text) ? JSON.stringify(text) : text
}

const looksCompound = /^[{["]/

/** The instant in UTC, with all given digits of the fraction. */
function instant(text: string | undefined): string {
  if (text === undefined) return ''
  const [, fraction = ''] = /\.(\d*[1-9])/.exec(text) ?? []
  const seconds = new Date(millisecondsOf(text.replace(/\.\d+/, '')) ?? Number.NaN).toISOString().slice(0, -5)
  return `${seconds}${fraction && `.${fraction}`}Z`
}

const sortNames = (_key: string, value: unknown) =>
  isObject(value) ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))) : value

/** The values of one entry: an array stands for several values where several are allowed, and null for none. */
export const valuesOf = (value: unknown, isSeveral: boolean): unknown[] =>
  isSeveral && Array.isArray(value) ? value.filter(isGiven) : isGiven(value) ? [value] : []

const isGiven = (value: unknown): boolean => value !== undefined && value !== null

export const isBlank = (value: unknown): boolean => isText(value) && value.trim() === ''
