import { isDateTime, millisecondsOf } from '../../shared/dateTime'

/** A range of time: `from` is included, `to` is not. An exact instant has no `to`. Both are ISO 8601 texts; `to` may be `infinity`. */
export interface Period {
  from: string
  to: string | undefined
}

/** Reads a date-time, or a whole day, month or year in UTC: `2026-11-23`, `2026-11`, `2026`. Undefined for other texts. */
export function readPeriod(text: string): Period | undefined {
  if (isDateTime(text)) return { from: text, to: undefined }
  const [, year = '', month, day] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text) ?? []
  const from = `${year}-${month ?? '01'}-${day ?? '01'}T00:00:00Z`
  if (!isDateTime(from)) return undefined
  const at = new Date(from)
  if (day) at.setUTCDate(at.getUTCDate() + 1)
  else if (month) at.setUTCMonth(at.getUTCMonth() + 1)
  else at.setUTCFullYear(at.getUTCFullYear() + 1)
  // JavaScript writes the year 10000 as +010000, which PostgreSQL does not parse.
  return { from, to: at.getUTCFullYear() > 9999 ? 'infinity' : at.toISOString() }
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
