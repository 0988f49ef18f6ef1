import { type SQL, sql } from 'drizzle-orm'
import type { Axis } from '../../shared/api/histogram'
import type { UsageStatus } from '../../shared/vocabulary'
import type { Db } from '../db/connect'
import { usage, usageTally, usageTallyChange } from '../db/schema'
import { finest, steps } from '../db/tally'
import type { Everything, Scope } from '../resource/scope'
import { type Buckets, bucketOf, columns, isWithin, type Span, startsAtMultiples, timestamps } from './usageAxis'
import { visible } from './visible'

/** The number of usages of a status in a bucket. `bucket` is its index, from 0. */
export interface Counted {
  bucket: number
  status: UsageStatus
  count: number
}

/** Counts usages in the usage table. */
export const countUsages = (
  db: Db,
  scope: Scope,
  axis: Axis,
  buckets: Buckets,
  where: SQL | undefined,
): Promise<Counted[]> => read(db, [usagesOf(axis, buckets, buckets, visible(scope, where))])

/** Reads counts from the tally. The span must start and end at a step of the tally. */
export const readTally = (
  db: Db,
  _scope: Everything,
  axis: Axis,
  buckets: Buckets,
  where: SQL | undefined,
): Promise<Counted[]> => read(db, [talliedOf(axis, buckets, buckets, where)])

/** The same result as `countUsages`: reads the whole steps from the tally, with the conditions `known`, and counts usages only at the ends of the span. */
export function countByTally(
  db: Db,
  _scope: Everything,
  axis: Axis,
  buckets: Buckets,
  { span, whole, known }: { span: Span; whole: Span; known: SQL | undefined },
  where: SQL | undefined,
): Promise<Counted[]> {
  const steps = wholeSteps(whole)
  if (steps.from >= steps.to) return read(db, [usagesOf(axis, buckets, span, where)])
  const ends = [
    { from: span.from, to: steps.from },
    { from: steps.to, to: span.to },
  ]
  return read(db, [
    talliedOf(axis, buckets, steps, known),
    ...ends.filter(({ from, to }) => from < to).map((end) => usagesOf(axis, buckets, end, where)),
  ])
}

/** The column of tally changes for an axis. */
export const changeOf = (axis: Axis): SQL => (axis === 'usageDate' ? sql`happened_at` : sql`arrived_at`)

async function read(db: Db, parts: SQL[]): Promise<Counted[]> {
  const rows = await db.runOnce<{ bucket: number; status: UsageStatus; count: string }>(sql`
    select bucket, status, sum(count) as count
      from (${sql.join(parts, sql` union all `)}) as part
     group by bucket, status`)
  return rows.map(({ count, ...row }) => ({ ...row, count: Number(count) }))
}

const usagesOf = (axis: Axis, buckets: Buckets, span: Span, where: SQL | undefined): SQL => sql`
  select ${bucketOf(columns[axis], buckets)} as bucket, status, count(*) as count
    from ${usage}
   where ${isWithin(columns[axis], span)} and ${where ?? sql`true`}
   group by 1, 2`

/** Reads from the tally. Its rows have the alias `usage`, so that conditions on usages apply to them. */
function talliedOf(axis: Axis, buckets: Buckets, span: Span, where: SQL | undefined): SQL {
  const at = timestamps(sql`at`)
  const fitting = steps.filter((step) => startsAtMultiples(buckets, step))
  const folded = stepRangesOf(span, fitting).map(
    ({ step, ...range }) => sql`
      select at, usage_specification_id, status, count
        from ${usageTally}
       where axis = ${axis} and step = ${step} and ${isWithin(at, range)}`,
  )
  const changedAt = changeOf(axis)
  const changed = sql`
      select ${changedAt}, usage_specification_id, status, count
        from ${usageTallyChange}
       where ${isWithin(timestamps(changedAt), span)}`
  return sql`
    select ${bucketOf(at, buckets)} as bucket, status, sum(count) as count
      from (${sql.join([...folded, changed], sql` union all `)}) as ${usage}
     where ${where ?? sql`true`}
     group by 1, 2`
}

/** Divides a span into ranges of tally steps: the longest possible steps in the middle, shorter ones at the ends. */
function stepRangesOf(span: Span, some: number[]): (Span & { step: number })[] {
  const step = some.at(-1)
  if (step === undefined || span.from >= span.to) return []
  const { from, to } = wholeSteps(span, step)
  const shorter = some.slice(0, -1)
  if (from >= to) return stepRangesOf(span, shorter)
  return [
    ...stepRangesOf({ from: span.from, to: from }, shorter),
    { step, from, to },
    ...stepRangesOf({ from: to, to: span.to }, shorter),
  ]
}

/** The part of a span that consists of whole steps of `step` seconds. */
const wholeSteps = ({ from, to }: Span, step: number = finest): Span => ({
  from: Math.ceil(from / (step * 1000)) * step * 1000,
  to: Math.floor(to / (step * 1000)) * step * 1000,
})
