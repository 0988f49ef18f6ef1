/** Date-times of JSON (RFC 3339). Imports nothing. */

const rfc3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(?:Z|[+-](\d\d):(\d\d))$/

/** An RFC 3339 date-time that exists and that PostgreSQL can hold as an instant. A leap second counts. */
export function isDateTime(text: string): boolean {
  const parts = rfc3339.exec(text)?.slice(1).map(Number)
  if (!parts) return false
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, offsetHours = 0, offsetMinutes = 0] = parts.map((part) => part || 0)
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= days && hour <= 23 && minute <= 59 && second <= 60 && offsetHours <= 14 && offsetMinutes <= 59
}

/** Whether text is a day that exists: `2026-11-23`. */
export const isDay = (text: string): boolean => isDateTime(`${text}T00:00:00Z`)

/** A date-time in milliseconds since 1970; undefined when it is none. A leap second is the first of the next minute. */
export function millisecondsOf(text: string): number | undefined {
  if (!isDateTime(text)) return undefined
  return text.startsWith('60', 17) ? Date.parse(`${text.slice(0, 17)}59${text.slice(19)}`) + 1000 : Date.parse(text)
}
