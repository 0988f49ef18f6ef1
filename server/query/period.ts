import { isDateTime } from '../../shared/dateTime'

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

const infinity = 10n ** 30n

/** A date-time in microseconds since 1970, the precision of PostgreSQL; undefined for text that is not a date-time. */
export function instantOf(text: string): bigint | undefined {
  if (text === 'infinity') return infinity
  if (!isDateTime(text)) return undefined
  const [, minute = '', second = '', fraction = '', zone = ''] = /^(.{16}):(\d\d)(\.\d+)?(.+)$/.exec(text) ?? []
  // A leap second (:60) counts as the first second of the next minute.
  const milliseconds = Date.parse(`${minute}:00${zone.toUpperCase()}`) + Number(second) * 1000
  return BigInt(milliseconds) * 1000n + BigInt(Math.round(Number(`0${fraction}`) * 1_000_000))
}
