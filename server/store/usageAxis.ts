import { type SQL, sql } from 'drizzle-orm'
import type { Axis } from '../../shared/api/histogram'
import { firstIdAt } from '../db/partitions'
import { usage } from '../db/schema'

/** A time range in milliseconds: `from` is inclusive, `to` exclusive. */
export interface Span {
  from: number
  to: number
}

/** A span divided into buckets. The first starts at or before `from`. */
export interface Buckets extends Span {
  /** The length of a bucket, in milliseconds. Buckets of a time zone are up to a few hours shorter or longer when clocks change. */
  step: number
  /** The start of each bucket. */
  starts: number[]
}

/** The end of a bucket. */
export const endOf = ({ starts, step, to }: Buckets, index: number): number =>
  starts[index + 1] ?? Math.max((starts[index] ?? to) + step, to)

/** True if every bucket starts at a multiple of `seconds` since 1970. */
export const startsAtMultiples = ({ starts }: Buckets, seconds: number): boolean =>
  starts.every((start) => start % (seconds * 1000) === 0)

/** A column in the order of time. `valueAt` gives its value for a time in milliseconds. */
interface TimeColumn {
  column: SQL
  type: SQL
  valueAt(at: number): string
}

/** A column of timestamps. */
export const timestamps = (column: SQL): TimeColumn => ({ column, type: sql`timestamptz`, valueAt: asText })

/** A time as PostgreSQL reads it. With its offset, a date may lie in a year without four digits. */
function asText(at: number): string {
  const text = new Date(at).toISOString()
  const [, year = '', rest = ''] = /^([+-]?\d+)(-.*)$/.exec(text) ?? []
  const number = Number(year)
  return number > 0 ? `${String(number).padStart(4, '0')}${rest}` : `${String(1 - number).padStart(4, '0')}${rest} BC`
}

/** The column of usages for each axis. */
export const columns: Record<Axis, TimeColumn> = {
  usageDate: timestamps(sql`${usage.usageDate}`),
  arrival: { column: sql`${usage.id}`, type: sql`text`, valueAt: firstIdAt },
}

/** The condition that a column lies in a span. */
export const isWithin = ({ column, type, valueAt }: TimeColumn, { from, to }: Span): SQL =>
  sql`${column} >= ${valueAt(from)}::${type} and ${column} < ${valueAt(to)}::${type}`

/** The index of the bucket that a column lies in, from 0. The column must lie in the span of the buckets. */
export function bucketOf({ column, type, valueAt }: TimeColumn, { from, starts }: Buckets): SQL {
  const begins = starts.map((start) => valueAt(Math.max(start, from)))
  return sql`width_bucket(${column}, ${sql.param(begins)}::${type}[]) - 1`
}
