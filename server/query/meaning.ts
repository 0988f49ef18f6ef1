import { isDateTime } from '../../shared/dateTime'
import { compareNumbers, isExactNumber, plainNumber } from '../../shared/exactNumber'
import { isObject } from '../resource/json'
import { instantOf, readPeriod } from './period'

/**
 * The meaning of a value without a declared type: of a characteristic, or of an attribute that TMF635 does not declare. Callers send the same
 * number as a JSON number or as text and the same instant with different offsets, so the value itself tells how it compares. Values of
 * different kinds are equal to none and have no order among each other, except in sorted lists.
 */
export type Meaning =
  | { kind: 'boolean'; value: boolean }
  /** A JSON number of any length, as text. */
  | { kind: 'number'; value: string }
  /** In microseconds since 1970. A day or a month without a time is its first instant in UTC. */
  | { kind: 'instant'; value: bigint }
  /** A time of day, in microseconds since midnight in UTC. */
  | { kind: 'time'; value: bigint }
  | { kind: 'text'; value: string }

/*
 * The patterns hold in JavaScript and in PostgreSQL, which casts only matching text. Everything that matches can be cast: numbers have at most
 * 40 digits before and after the point and three in the exponent, dates exist, and a leap second has no fraction.
 */
const number = '-?(?:0|[1-9][0-9]{0,39})(?:[.][0-9]{1,40})?(?:[eE][+-]?[0-9]{1,3})?'
const day =
  '(?!0000)(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)'
const month = '(?!0000)[0-9]{4}-(?:0[1-9]|1[0-2])'
const minute = '(?:[01][0-9]|2[0-3]):[0-5][0-9]'
const fraction = '(?:[.][0-9]{1,9})?'
const zone = '(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])'
const dateTime = `${day}T${minute}:(?:[0-5][0-9]${fraction}|60(?:[.]0{1,9})?)${zone}`
const time = `${minute}(?::[0-5][0-9]${fraction})?${zone}?`

/** Patterns of whole texts. `instant` also matches days and months. */
export const patterns = {
  number: `^(?:${number})$`,
  instant: `^(?:${dateTime}|${day}|${month})$`,
  dateTime: `^${dateTime}$`,
  time: `^${time}$`,
  /** Every text that means more than itself. */
  special: `^(?:true|false|${number}|${dateTime}|${day}|${month}|${time})$`,
}

const numberPattern = new RegExp(patterns.number)
const timePattern = new RegExp(patterns.time)

/** True for text that is a number in the notation of JSON (RFC 8259, 6), with a limited number of digits. */
export const isNumber = (text: string): boolean => numberPattern.test(text)

/** The meaning of text. */
export function meaningOfText(text: string): Meaning {
  if (text === 'true' || text === 'false') return { kind: 'boolean', value: text === 'true' }
  if (isPlain(text)) return { kind: 'text', value: text }
  if (text.charCodeAt(4) === 45) {
    const instant = instantOf(wholeDateTime(text))
    if (instant !== undefined) return { kind: 'instant', value: instant }
  }
  if (isNumber(text)) return { kind: 'number', value: text }
  const clock = timeOf(text)
  return clock === undefined ? { kind: 'text', value: text } : { kind: 'time', value: clock }
}

/** The meaning of a JSON value; undefined for null, arrays, and objects that stand for nothing else. */
export function meaningOf(value: unknown): Meaning | undefined {
  if (typeof value === 'string') return meaningOfText(value)
  if (typeof value === 'number') return { kind: 'number', value: String(value) }
  if (typeof value === 'boolean') return { kind: 'boolean', value }
  if (!isObject(value)) return undefined
  const own = standInOf(value)
  const meaning = isObject(own) ? undefined : meaningOf(own)
  return meaning?.kind === 'instant' || meaning?.kind === 'number' ? meaning : undefined
}

/** The member that an object compares by: the start of a time period, the amount of a quantity, the value of money. */
export const standIns = ['startDateTime', 'amount', 'value']

const standInOf = (value: Record<string, unknown>): unknown => {
  for (const name of standIns) if (value[name] !== undefined && value[name] !== null) return value[name]
}

/** A day or a month as a date-time; other text as it is. */
const wholeDateTime = (text: string): string =>
  text.length === 10 ? `${text}T00:00:00Z` : text.length === 7 ? `${text}-01T00:00:00Z` : text

function timeOf(text: string): bigint | undefined {
  if (!timePattern.test(text)) return undefined
  const [, clock = '', offset = 'Z'] = /^([\d:.]+)(.*)$/.exec(text) ?? []
  return instantOf(`1970-01-01T${clock}${clock.length === 5 ? ':00' : ''}${offset || 'Z'}`)
}

/** Compares two values of one kind: negative, zero or positive. */
export function compareMeanings(one: Meaning, other: Meaning): number {
  if (one.kind === 'number' && other.kind === 'number') return compareNumbers(one.value, other.value)
  if (one.kind === 'text' && other.kind === 'text')
    return Buffer.compare(Buffer.from(one.value), Buffer.from(other.value))
  return one.value < other.value ? -1 : one.value > other.value ? 1 : 0
}

/** A text that is the same for all values with the same meaning. */
function canonicalText(meaning: Meaning): string {
  switch (meaning.kind) {
    case 'number':
      return canonicalNumber(meaning.value)
    case 'instant':
      return isoOf(meaning.value)
    case 'time':
      return `time ${isoOf(meaning.value)}`
    default:
      return String(meaning.value)
  }
}

/** The texts by which a value is found: of its meaning, and for an instant of its day, month and year in UTC. Empty if the value means nothing. */
export function keyTextsOf(value: unknown): string[] {
  // Every stored usage passes here: the most frequent values take no detour over their meaning.
  if (typeof value === 'number') return [String(value)]
  const own = isObject(value) ? standInOf(value) : value
  if (typeof own === 'string') {
    if (isUsualDateTime(own)) return withDates(trimmed(own))
    if (own === value && isIdentifier(own)) return [own]
  }
  const meaning = meaningOf(value)
  if (!meaning) return []
  const text = canonicalText(meaning)
  return meaning.kind === 'instant' ? withDates(text) : [text]
}

/** True for text that means only itself, and for whole numbers: it has the characters of no date, time or other number in their places. */
const isIdentifier = (text: string): boolean =>
  isPlain(text) || isInteger.test(text) || (text.charCodeAt(4) !== 45 && text.charCodeAt(2) !== 58 && !isNumber(text))

/** True for text that begins as no number, date or time does, so that it means only itself, true or false. */
function isPlain(text: string): boolean {
  const first = text.charCodeAt(0)
  return (first < 48 || first > 57) && first !== 45
}

/** True for a date-time in UTC without a leap second, whose canonical text differs by the zeros of its fraction at most. */
const isUsualDateTime = (text: string): boolean =>
  text.length >= 20 && text.length <= 27 && text.endsWith('Z') && text.charCodeAt(17) !== 54 && isDateTime(text)

/** A usual date-time without zeros at the end of its fraction. */
const trimmed = (text: string): string => (text.length === 20 ? text : text.replace(/\.?0+Z$/, 'Z'))

function withDates(iso: string): string[] {
  const date = iso.slice(0, iso.indexOf('T'))
  return [iso, date, date.slice(0, -3), date.slice(0, -6)]
}

/** A text that is the same for all texts of conditions that find the same values. A partial date finds more than its first instant. */
export const keyText = (text: string): string =>
  text.length < 11 && readPeriod(text) ? text : canonicalText(meaningOfText(text))

/** As JavaScript writes it, if a double represents it exactly; otherwise all its digits. */
function canonicalNumber(text: string): string {
  if (isInteger.test(text)) return text
  return isShortDecimal.test(text) || isExactNumber(text) ? String(Number(text)) : plainNumber(text)
}

/** These are their own canonical text. */
const isInteger = /^-?[1-9]\d{0,19}$/
/** A double represents these exactly. */
const isShortDecimal = /^-?\d{1,8}\.\d{1,6}$/

/** An instant in UTC, without zeros at the end of its fraction. */
function isoOf(microseconds: bigint): string {
  const fraction = ((microseconds % 1_000_000n) + 1_000_000n) % 1_000_000n
  const seconds = new Date(Number((microseconds - fraction) / 1000n)).toISOString().slice(0, -5)
  return `${seconds}${fraction === 0n ? '' : `.${String(fraction).padStart(6, '0').replace(/0+$/, '')}`}Z`
}
