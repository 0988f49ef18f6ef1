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

/** The shortest buckets of which at most `mostBuckets` cover a span. */
export function bucketsOf({ from, to }: Span): Buckets {
  const step = steps.find((one) => (to - startOf(from, one)) / one <= mostBuckets) ?? (steps.at(-1) as number)
  const first = startOf(from, step)
  return {
    from,
    to,
    step,
    starts: Array.from({ length: Math.ceil((to - first) / step) }, (_, index) => first + index * step),
  }
}

/** The span between two times, each a date-time, or a day, month or year for its start. A missing end comes from the `usual` span. */
export function spanOf(from: string | null, to: string | null, usual: Span = { from: 0, to: 0 }): Span {
  const begin = from === null ? undefined : instantOf('from', from)
  const end = to === null ? undefined : instantOf('to', to)
  const span = {
    from: begin ?? (end === undefined ? usual.from : Math.min(usual.from, end - day)),
    to: end ?? (begin === undefined ? usual.to : Math.max(usual.to, begin + day)),
  }
  if (span.from < span.to) return span
  throw badRequest('invalidQuery', 'from is not before to', 'from is inclusive, to is exclusive.')
}

function instantOf(name: string, text: string): number {
  const at = millisecondsOf(readPeriod(text)?.from ?? '')
  if (at !== undefined && /\.\d{3}0*[1-9]/.test(text))
    throw badRequest('invalidQuery', `${name} is too precise`, `${name} has at most milliseconds.`)
  if (at !== undefined) return at
  const form = `${name} is a date and time with an offset, such as 2026-11-23T10:14:00Z, or a day, month or year for its start`
  throw badRequest('invalidQuery', `${name} is not a time`, `${form}; got ${shorten(text) || 'an empty text'}.`)
}
