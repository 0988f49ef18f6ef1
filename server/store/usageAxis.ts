import { type SQL, sql } from 'drizzle-orm'
import type { Axis } from '../../shared/api/histogram'
import { firstIdAt } from '../db/partitions'
import { usage } from '../db/schema'

/** A stretch of time in milliseconds, up to but not including `to`. */
export interface Span {
  from: number
  to: number
}

/** A span in buckets of one length; the first begins at `from` or before. */
export interface Buckets extends Span {
  /** In milliseconds. */
  step: number
  /** Where each begins. */
  starts: number[]
}

/** Something that is in the order of time, and an instant as a value of it. */
interface Order {
  column: SQL
  type: SQL
  placeOf(at: number): string
}

/** The order of instants. */
export const inTime = (column: SQL): Order => ({ column, type: sql`timestamptz`, placeOf: asText })

/** An instant as PostgreSQL reads it, in any year: the offset of a date may lead out of those that four digits have. */
function asText(at: number): string {
  const text = new Date(at).toISOString()
  const [, year = '', rest = ''] = /^([+-]?\d+)(-.*)$/.exec(text) ?? []
  const number = Number(year)
  return number > 0 ? `${String(number).padStart(4, '0')}${rest}` : `${String(1 - number).padStart(4, '0')}${rest} BC`
}

/** The order of usages by a time of theirs. */
export const orders: Record<Axis, Order> = {
  usageDate: inTime(sql`${usage.usageDate}`),
  arrival: { column: sql`${usage.id}`, type: sql`text`, placeOf: firstIdAt },
}

/** Whether something lies in a span. */
export const isWithin = ({ column, type, placeOf }: Order, { from, to }: Span): SQL =>
  sql`${column} >= ${placeOf(from)}::${type} and ${column} < ${placeOf(to)}::${type}`

/** The bucket, from 0, that something within the span of the buckets lies in. */
export function bucketOf({ column, type, placeOf }: Order, { from, starts }: Buckets): SQL {
  const begins = starts.map((start) => placeOf(Math.max(start, from)))
  return sql`width_bucket(${column}, ${sql.param(begins)}::${type}[]) - 1`
}
