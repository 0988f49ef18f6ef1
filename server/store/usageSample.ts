import { type SQL, sql } from 'drizzle-orm'
import type { Axis } from '../../shared/api/histogram'
import type { UsageStatus } from '../../shared/vocabulary'
import type { Db, Pool } from '../db/connect'
import { usage } from '../db/schema'
import { withStatementTimeout } from '../db/statementTimeout'
import type { Scope } from '../resource/scope'
import { type Buckets, columns, endOf, type Span } from './usageAxis'
import { visible } from './visible'

/** The sampled usages of a bucket and status, and how many of them match. */
export interface Sampled {
  bucket: number
  status: UsageStatus
  all: number
  matching: number
}

type SampleArguments = [
  scope: Scope,
  axis: Axis,
  buckets: Buckets,
  span: Span,
  count: number,
  known: SQL | undefined,
  where: SQL,
]

/** The sizes of a sample: index entries scanned, usages read, and time slices they come from. */
const mostEntries = 60_000
const mostUsages = 800
const leastSlices = 120

/** The time limit of a sample in milliseconds, and the divisor for a second, smaller sample if the first takes too long. */
const smaller = 10
const sampleTimeLimit = 800

/** Samples usages; fewer if that takes too long. */
export const sampleInTime = async (
  pool: Pool,
  ...[scope, axis, buckets, span, count, known, where]: SampleArguments
): Promise<Sampled[]> =>
  (await withStatementTimeout(pool, sampleTimeLimit, (db) =>
    sample(db, scope, axis, buckets, span, count, known, where),
  )) ?? sample(pool, scope, axis, buckets, span, count, known, where, 1 / smaller)

/**
 * Reads a sample of the usages in a span that satisfy `known`, of which there are about `count`, and checks which match `where`. It picks fixed
 * time slices, and random usages in each, so that usages that arrived at the same time are all equally likely.
 */
export async function sample(
  db: Db,
  ...[scope, axis, buckets, span, count, known, where, size = 1]: [...SampleArguments, size?: number]
): Promise<Sampled[]> {
  const { column, type, valueAt } = columns[axis]
  const share = Math.min(1, (size * mostEntries) / Math.max(1, count))
  const chance = Math.min(1, (size * mostUsages) / Math.max(1, count * share))
  const slices = slicesOf(buckets, span, share)
  const rows = await db.runOnce<{ bucket: number; status: UsageStatus; all: string; matching: string }>(sql`
    select bucket, status, count(*) as all, count(*) filter (where matches) as matching
      from unnest(${sql.param(slices.map(({ bucket }) => bucket))}::int[],
                  ${sql.param(slices.map(({ from }) => valueAt(from)))}::${type}[],
                  ${sql.param(slices.map(({ to }) => valueAt(to)))}::${type}[]) as slice (bucket, begins, ends),
           lateral (select id from ${usage}
                     where ${column} >= begins and ${column} < ends and hashtext(id) & 65535 < ${Math.ceil(chance * 65_536)} and ${visible(scope, known) ?? sql`true`}
                    offset 0) as chosen,
           lateral (select status, ${where} as matches from ${usage} where id = chosen.id offset 0) as one
     group by bucket, status`)
  return rows.map(({ bucket, status, all, matching }) => ({
    bucket,
    status,
    all: Number(all),
    matching: Number(matching),
  }))
}

/** Time slices that together cover a share of the time: some in each bucket, each at a different position. */
function slicesOf(buckets: Buckets, span: Span, share: number): (Span & { bucket: number })[] {
  const { starts } = buckets
  const each = Math.ceil(leastSlices / starts.length)
  return starts.flatMap((start, bucket) =>
    Array.from({ length: each }, (_, index) => {
      const length = (endOf(buckets, bucket) - start) / each
      // The golden ratio spreads the positions evenly over the hours of a day, whatever the length of a bucket.
      const before = (((bucket * each + index) * 0.618033988749895) % 1) * (1 - share) * length
      const from = start + index * length + before
      return {
        bucket,
        from: Math.max(span.from, Math.floor(from)),
        to: Math.min(span.to, Math.ceil(from + share * length)),
      }
    }).filter(({ from, to }) => from < to),
  )
}
