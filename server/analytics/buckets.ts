import { millisecondsOf } from '../../shared/dateTime'
import { badRequest } from '../errors'
import { readPeriod } from '../query/period'
import { shorten } from '../resource/json'
import type { Buckets, Span } from '../store/usageAxis'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
/** The possible lengths of a bucket. */
const steps = [
  ...[1, 5, 10, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 20, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 7, 30, 90, 365, 3_650, 36_500].map((count) => count * day),
]
export const mostBuckets = 120

/** A Monday, so that weeks start on Mondays. */
const origin = Date.UTC(1970, 0, 5)

/** The start of the bucket that contains a time. */
export const startOf = (at: number, step: number): number => Math.floor((at - origin) / step) * step + origin

/** The shortest buckets of which at most `mostBuckets` cover a span. Buckets of days follow the days of a time zone (IANA). */
export function bucketsOf(span: Span, zone = 'UTC'): Buckets {
  for (const step of steps) {
    if ((span.to - span.from) / step > mostBuckets) continue
    const starts = startsOf(span, step, zone)
    if (starts.length <= mostBuckets) return { ...span, step, starts }
  }
  const longest = steps.at(-1) as number
  return { ...span, step: longest, starts: startsOf(span, longest, zone) }
}

function startsOf({ from, to }: Span, step: number, zone: string): number[] {
  if (zone !== 'UTC') return startsInZone({ from, to }, step, zone)
  const first = startOf(from, step)
  return Array.from({ length: Math.ceil((to - first) / step) }, (_, index) => first + index * step)
}

const monday = new Temporal.PlainDate(1970, 1, 5)

/** The starts of buckets in a time zone. Buckets of less than a day begin anew at midnight, so that no bucket contains parts of two days. */
function startsInZone({ from, to }: Span, step: number, zone: string): number[] {
  const days = Math.max(1, step / day)
  const own = Temporal.Instant.fromEpochMilliseconds(Math.floor(from)).toZonedDateTimeISO(zone).toPlainDate()
  const number = monday.until(own, { largestUnit: 'day' }).days
  let date = monday.add({ days: Math.floor(number / days) * days })
  const at = (one: Temporal.PlainDate) => one.toZonedDateTime(zone).epochMilliseconds
  const starts: number[] = []
  for (let begin = at(date); begin < to; begin = at(date)) {
    date = date.add({ days })
    const end = at(date)
    if (step >= day && begin < end) starts.push(begin)
    if (step < day)
      for (let start = begin; start < end && start < to; start += step)
        if (Math.min(start + step, end) > from) starts.push(start)
  }
  return starts
}

/** The span between two times, each a date-time, or a day, month or year of a zone for its start. A missing end comes from the `usual` span. */
export function spanOf(from: string | null, to: string | null, usual: Span = { from: 0, to: 0 }, zone?: string): Span {
  const begin = from === null ? undefined : instantOf('from', from, zone)
  const end = to === null ? undefined : instantOf('to', to, zone)
  const span = {
    from: begin ?? (end === undefined ? usual.from : Math.min(usual.from, end - day)),
    to: end ?? (begin === undefined ? usual.to : Math.max(usual.to, begin + day)),
  }
  if (span.from < span.to) return span
  throw badRequest('invalidQuery', 'from is not before to', 'from is inclusive, to is exclusive.')
}

function instantOf(name: string, text: string, zone: string | undefined): number {
  const at = millisecondsOf(readPeriod(text, zone)?.from ?? '')
  if (at !== undefined && /\.\d{3}0*[1-9]/.test(text))
    throw badRequest('invalidQuery', `${name} is too precise`, `${name} has at most milliseconds.`)
  if (at !== undefined) return at
  const form = `${name} is a date and time with an offset, such as 2026-11-23T10:14:00Z, or a day, month or year for its start`
  throw badRequest('invalidQuery', `${name} is not a time`, `${form}; got ${shorten(text) || 'an empty text'}.`)
}
