import { encodeTime } from 'ulid'
import type { Condition } from '../../../../shared/search'

/** The time that a range applies to: the usage date, or the arrival at the server. */
export type TimeBy = 'usageDate' | 'arrival'

/** A time range in milliseconds, `from` inclusive, `to` exclusive. An undefined end is open. */
export interface Span {
  from: number | undefined
  to: number | undefined
}

export const relativeTimes = ['1h', '24h', '7d', '30d'] as const

const units = { m: 60_000, h: 3_600_000, d: 86_400_000 }

/** The milliseconds of a duration such as `24h`; undefined for other text. */
export function lengthOf(time: string): number | undefined {
  const [, count, unit] = /^([1-9]\d{0,4})([mhd])$/.exec(time) ?? []
  return count && unit ? Number(count) * units[unit as keyof typeof units] : undefined
}

/** The range of the search parameter `time`. `24h` ends now and has no upper limit, `from..to` is fixed, other text means all time. */
export function spanOf(time: string | undefined, now: number): Span {
  const length = lengthOf(time ?? '')
  if (length !== undefined) return { from: Math.max(0, now - length), to: undefined }
  const [from = '', to = ''] = (time ?? '').includes('..') ? (time ?? '').split('..') : []
  const span = { from: instantOf(from), to: instantOf(to) }
  return span.from !== undefined && span.to !== undefined && span.from >= span.to
    ? { from: undefined, to: undefined }
    : span
}

/** Whether `spanOf` understands the text. */
export const isTime = (text: string): boolean => lengthOf(text) !== undefined || isBounded(spanOf(text, 0))

const isBounded = ({ from, to }: Span): boolean => from !== undefined || to !== undefined

/** A range as search parameter; undefined for all time. */
export const writeSpan = (span: Span): string | undefined =>
  isBounded(span) ? [span.from, span.to].map((at) => (at === undefined ? '' : writeInstant(at))).join('..') : undefined

/** A fixed range, so that a link shows the same later. */
export const fixed = (time: string | undefined, now: number): string | undefined => {
  const { from, to } = spanOf(time, now)
  return writeSpan({ from, to: to ?? now })
}

const writeInstant = (at: number): string => new Date(at).toISOString().replace(/\.000Z$/, 'Z')

/** The latest time that a usage date and a ULID can hold. */
const latest = Date.UTC(9999, 11, 31)

function instantOf(text: string): number | undefined {
  const at = Date.parse(text)
  return at >= 0 && at <= latest ? at : undefined
}

/** A range as conditions of the API. Ids begin with the time of arrival, so a range of arrival is a range of ids. */
export function conditionsOf({ from, to }: Span, by: TimeBy): Condition[] {
  const condition = (op: 'gte' | 'lt', at: number | undefined): Condition[] =>
    at === undefined
      ? []
      : [
          by === 'arrival'
            ? { path: 'id', op, values: [firstIdAt(at)] }
            : { path: 'usageDate', op, values: [new Date(at).toISOString()] },
        ]
  return [...condition('gte', from), ...condition('lt', to)]
}

/** The smallest ULID at a time. */
const firstIdAt = (at: number): string => encodeTime(Math.floor(at)) + '0'.repeat(16)
