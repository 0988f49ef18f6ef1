import { type SQL, sql } from 'drizzle-orm'
import { encodeTime } from 'ulid'
import { usage } from '../db/schema'
import type { Buckets, Span } from './buckets'

/** The times of a usage: when it happened, and when it came here, which its id says. */
export const axes = ['usageDate', 'arrival'] as const
export type Axis = (typeof axes)[number]

/** The column that is in the order of an axis, and an instant as a value of it. */
const orders: Record<Axis, { column: SQL; type: SQL; placeOf(at: number): string }> = {
  usageDate: { column: sql`${usage.usageDate}`, type: sql`timestamptz`, placeOf: (at) => new Date(at).toISOString() },
  // There are no ids of before 1970.
  arrival: { column: sql`${usage.id}`, type: sql`text`, placeOf: (at) => encodeTime(Math.max(0, at), 10) + '0'.repeat(16) },
}

/** Whether a usage lies in a span. */
export function isWithin(axis: Axis, { from, to }: Span): SQL {
  const { column, type, placeOf } = orders[axis]
  return sql`${column} >= ${placeOf(from)}::${type} and ${column} < ${placeOf(to)}::${type}`
}

/** The bucket, from 0, that a usage within the span of the buckets lies in. */
export function bucketOf(axis: Axis, { from, starts }: Buckets): SQL {
  const { column, type, placeOf } = orders[axis]
  const begins = starts.map((start) => placeOf(Math.max(start, from)))
  return sql`width_bucket(${column}, ${sql.param(begins)}::${type}[]) - 1`
}
