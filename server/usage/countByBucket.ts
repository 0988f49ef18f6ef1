import { type SQL, sql } from 'drizzle-orm'
import type { UsageStatus } from '../../shared/vocabulary'
import type { Db } from '../db/connect'
import { usage } from '../db/schema'
import { type Axis, bucketOf, isWithin } from './axis'
import type { Buckets } from './buckets'

/** How many usages of a status lie in a bucket, by its place among the buckets, from 0. */
export interface Counted {
  bucket: number
  status: UsageStatus
  count: number
}

/** Counts the usages themselves. */
export async function countByBucket(db: Db, axis: Axis, buckets: Buckets, where: SQL | undefined): Promise<Counted[]> {
  const rows = await db.runOnce<{ bucket: number; status: UsageStatus; count: string }>(sql`
    select ${bucketOf(axis, buckets)} as bucket, status, count(*) as count
      from ${usage}
     where ${isWithin(axis, buckets)} and ${where ?? sql`true`}
     group by 1, 2`)
  return rows.map(({ count, ...row }) => ({ ...row, count: Number(count) }))
}
