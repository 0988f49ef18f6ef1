import { type SQL, sql } from 'drizzle-orm'
import type { Axis } from '../../shared/api/histogram'
import type { UsageStatus } from '../../shared/vocabulary'
import type { Db, Pool } from '../db/connect'
import { usage } from '../db/schema'
import { withStatementTimeout } from '../db/statementTimeout'
import type { Scope } from '../resource/scope'
import { type Buckets, orders, type Span } from './usageAxis'
import { visible } from './visible'

/** How many usages of a sample have a status, in a bucket, and how many of them fit. */
export interface Sampled {
  bucket: number
  status: UsageStatus
  all: number
  fitting: number
}

type Asked = [scope: Scope, axis: Axis, buckets: Buckets, span: Span, count: number, known: SQL | undefined, where: SQL]

/** Index entries that are looked through for a sample, usages that are looked at, and stretches of time they are of. */
const mostEntries = 60_000
const mostUsages = 800
const leastStretches = 120

/** How much smaller a sample is made where a disk is too slow for it, and how long the usual one may take, in milliseconds. */
const smaller = 10
const sampleTimeLimit = 800

/** Some of the usages, as `sample` chooses them; fewer where that takes too long. */
export const sampleInTime = async (
  pool: Pool,
  ...[scope, axis, buckets, span, count, known, where]: Asked
): Promise<Sampled[]> =>
  (await withStatementTimeout(pool, sampleTimeLimit, (db) =>
    sample(db, scope, axis, buckets, span, count, known, where),
  )) ?? sample(pool, scope, axis, buckets, span, count, known, where, 1 / smaller)

/**
 * Looks at some of the usages in a span that are `known` to come into question, whose number is about `count`. Chosen by stretches of time, the
 * same ones each time, and in these by chance: whoever sends many at once has as many chances as there are.
 */
export async function sample(
  db: Db,
  ...[scope, axis, buckets, span, count, known, where, size = 1]: [...Asked, size?: number]
): Promise<Sampled[]> {
  const { column, type, placeOf } = orders[axis]
  const share = Math.min(1, (size * mostEntries) / Math.max(1, count))
  const chance = Math.min(1, (size * mostUsages) / Math.max(1, count * share))
  const stretches = stretchesOf(buckets, span, share)
  const rows = await db.runOnce<{ bucket: number; status: UsageStatus; all: string; fitting: string }>(sql`
    select bucket, status, count(*) as all, count(*) filter (where fits) as fitting
      from unnest(${sql.param(stretches.map(({ bucket }) => bucket))}::int[],
                  ${sql.param(stretches.map(({ from }) => placeOf(from)))}::${type}[],
                  ${sql.param(stretches.map(({ to }) => placeOf(to)))}::${type}[]) as stretch (bucket, begins, ends),
           lateral (select id from ${usage}
                     where ${column} >= begins and ${column} < ends and hashtext(id) & 65535 < ${Math.ceil(chance * 65_536)} and ${visible(scope, known) ?? sql`true`}
                    offset 0) as chosen,
           lateral (select status, ${where} as fits from ${usage} where id = chosen.id offset 0) as one
     group by bucket, status`)
  return rows.map(({ bucket, status, all, fitting }) => ({
    bucket,
    status,
    all: Number(all),
    fitting: Number(fitting),
  }))
}

/** Stretches that together are a share of the time, some in each bucket, each somewhere in its part of it. */
function stretchesOf({ step, starts }: Buckets, span: Span, share: number): (Span & { bucket: number })[] {
  const each = Math.ceil(leastStretches / starts.length)
  return starts.flatMap((start, bucket) =>
    Array.from({ length: each }, (_, index) => {
      const length = step / each
      // The golden section spreads them evenly over the hours of a day, whatever the length of a bucket.
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
