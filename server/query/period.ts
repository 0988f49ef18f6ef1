import { isDateTime } from '../../shared/dateTime'

/** The instants a date names: from `from` on, up to but not including `to`; an exact instant has no `to`. */
export interface Period {
  from: string
  to: string | undefined
}

/** A date-time, or the whole of a day, a month or a year in UTC: `2026-11-23`, `2026-11`, `2026`. Undefined when it is none of these. */
export function readPeriod(text: string): Period | undefined {
  if (isDateTime(text)) return { from: text, to: undefined }
  const [, year = '', month, day] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text) ?? []
  const from = `${year}-${month ?? '01'}-${day ?? '01'}T00:00:00Z`
  if (!isDateTime(from)) return undefined
  const at = new Date(from)
  if (day) at.setUTCDate(at.getUTCDate() + 1)
  else if (month) at.setUTCMonth(at.getUTCMonth() + 1)
  else at.setUTCFullYear(at.getUTCFullYear() + 1)
  // The year 10000 is written +010000, which PostgreSQL does not read.
  return { from, to: at.getUTCFullYear() > 9999 ? 'infinity' : at.toISOString() }
}

const beyondAll = 10n ** 30n

/** A date-time in microseconds since 1970, as PostgreSQL counts them; undefined when it is none. */
export function instantOf(text: string): bigint | undefined {
  if (text === 'infinity') return beyondAll
  if (!isDateTime(text)) return undefined
  const [, minute = '', second = '', fraction = '', zone = ''] = /^(.{16}):(\d\d)(\.\d+)?(.+)$/.exec(text) ?? []
  // A leap second is the first of the next minute.
  const milliseconds = Date.parse(`${minute}:00${zone.toUpperCase()}`) + Number(second) * 1000
  return BigInt(milliseconds) * 1000n + BigInt(Math.round(Number(`0${fraction}`) * 1_000_000))
}
