import { isDateTime, isDay, millisecondsOf } from '../../shared/dateTime'

/** A range of time: `from` is included, `to` is not. An exact instant has no `to`. Both are ISO 8601 texts; `to` may be `infinity`. */
export interface Period {
  from: string
  to: string | undefined
}

/**
 * Reads a date-time, or a whole day, month or year of a time zone (IANA): `2026-11-23`, `2026-11`, `2026`. A day begins with its first instant in
 * the zone, so it has 23 or 25 hours when clocks change. Undefined for other texts.
 */
export function readPeriod(text: string, zone = 'UTC'): Period | undefined {
  if (isDateTime(text)) return { from: text, to: undefined }
  const [, year = '', month, day] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text) ?? []
  const first = `${year}-${month ?? '01'}-${day ?? '01'}`
  if (!isDay(first)) return undefined
  const begin = Temporal.PlainDate.from(first)
  const end = begin.add(day ? { days: 1 } : month ? { months: 1 } : { years: 1 })
  return { from: startOf(begin, zone), to: startOf(end, zone) }
}

/** The first instant of a day. PostgreSQL reads no years without four digits. */
function startOf(day: Temporal.PlainDate, zone: string): string {
  const text = day.toZonedDateTime(zone).toInstant().toString()
  return text.startsWith('+') || day.year > 9999 ? 'infinity' : text < '0001' ? '0001-01-01T00:00:00Z' : text
}

/** The days, months or years of UTC that a partial date of a time zone touches; other texts as they are. */
export function utcDatesOf(text: string, zone: string | undefined): string[] {
  const { from, to } = (text.length < 11 ? readPeriod(text, zone) : undefined) ?? { from: text, to: undefined }
  if (to === undefined) return [text]
  const last = to === 'infinity' ? text : new Date(Date.parse(to) - 1).toISOString()
  return [...new Set([from, text, last].map((one) => one.slice(0, text.length)))]
}

/** A date-time in microseconds since 1970, the precision of PostgreSQL; undefined for text that is not a date-time. */
export function instantOf(text: string): bigint | undefined {
  const milliseconds = millisecondsOf(text)
  if (milliseconds === undefined) return undefined
  const [fraction] = /\.\d+/.exec(text) ?? []
  if (fraction === undefined) return BigInt(milliseconds) * 1000n
  const whole = millisecondsOf(text.replace(fraction, '')) ?? milliseconds
  return BigInt(whole) * 1000n + BigInt(roundHalfEven(Number(`0${fraction}`) * 1_000_000))
}

/** Rounds as PostgreSQL rounds fractions of microseconds. */
function roundHalfEven(value: number): number {
  const rounded = Math.round(value)
  return rounded - value === 0.5 && rounded % 2 === 1 ? rounded - 1 : rounded
}

/** The end of a period in microseconds since 1970: later than every instant for `infinity`. */
export const endOf = (text: string): bigint => (text === 'infinity' ? infinity : (instantOf(text) ?? infinity))

const infinity = 10n ** 30n
