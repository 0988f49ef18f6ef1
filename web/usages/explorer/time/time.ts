import { encodeTime } from 'ulid'
import type { Condition } from '../../../../shared/search'

/** What a time is about: when a usage happened, or when it arrived here. */
export type TimeBy = 'usageDate' | 'arrival'

/** From an instant, inclusive, to another, exclusive, in milliseconds; an end that is not there is open. */
export interface Span {
  from: number | undefined
  to: number | undefined
}

export const relativeTimes = ['1h', '24h', '7d', '30d'] as const

const units = { m: 60_000, h: 3_600_000, d: 86_400_000 }

/** `24h`, or the milliseconds of it; undefined for what is no such time. */
export function lengthOf(time: string): number | undefined {
  const [, count, unit] = /^([1-9]\d{0,4})([mhd])$/.exec(time) ?? []
  return count && unit ? Number(count) * units[unit as keyof typeof units] : undefined
}

/** What `time` of an address stands for at an instant: `24h` ends with it and stays open there, `from..to` is fixed, anything else is all of time. */
export function spanOf(time: string | undefined, now: number): Span {
  const length = lengthOf(time ?? '')
  if (length !== undefined) return { from: Math.max(0, now - length), to: undefined }
  const [from = '', to = ''] = (time ?? '').includes('..') ? (time ?? '').split('..') : []
  const span = { from: instantOf(from), to: instantOf(to) }
  return span.from !== undefined && span.to !== undefined && span.from >= span.to
    ? { from: undefined, to: undefined }
    : span
}

/** Whether the text says a time that `spanOf` understands. */
export const isTime = (text: string): boolean => lengthOf(text) !== undefined || isBounded(spanOf(text, 0))

const isBounded = ({ from, to }: Span): boolean => from !== undefined || to !== undefined

/** A span as an address has it; all of time is nothing. */
export const writeSpan = (span: Span): string | undefined =>
  isBounded(span) ? [span.from, span.to].map((at) => (at === undefined ? '' : writeInstant(at))).join('..') : undefined

/** The same time for whoever opens it later: what ends now is given its ends. */
export const fixed = (time: string | undefined, now: number): string | undefined => {
  const { from, to } = spanOf(time, now)
  return writeSpan({ from, to: to ?? now })
}

const writeInstant = (at: number): string => new Date(at).toISOString().replace(/\.000Z$/, 'Z')

/** Years beyond these are no date of a usage, nor one that a ULID holds. */
const latest = Date.UTC(9999, 11, 31)

function instantOf(text: string): number | undefined {
  const at = Date.parse(text)
  return at >= 0 && at <= latest ? at : undefined
}

/** A span as conditions of the API. Ids begin with the time of arrival, so that is a condition on them. */
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

/** The least id that can be given at an instant: its time, and no randomness. */
const firstIdAt = (at: number): string => encodeTime(Math.floor(at)) + '0'.repeat(16)
