import { type SQL, sql } from 'drizzle-orm'
import type { Axis } from '../../shared/api/histogram'
import type { UsageStatus } from '../../shared/vocabulary'
import type { Db } from '../db/connect'
import { usage, usageTally, usageTallyChange } from '../db/schema'
import { finest, steps } from '../db/tally'
import type { Everything, Scope } from '../resource/scope'
import { type Buckets, bucketOf, inTime, isWithin, orders, type Span } from './usageAxis'
import { visible } from './visible'

/** How many usages of a status lie in a bucket, by its place among the buckets, from 0. */
export interface Counted {
  bucket: number
  status: UsageStatus
  count: number
}

/** Counts the usages themselves. */
export const countUsages = (
  db: Db,
  scope: Scope,
  axis: Axis,
  buckets: Buckets,
  where: SQL | undefined,
): Promise<Counted[]> => read(db, [usagesOf(axis, buckets, buckets, visible(scope, where))])

/** What the tally says. The span begins and ends with a step of it. */
export const readTally = (
  db: Db,
  _scope: Everything,
  axis: Axis,
  buckets: Buckets,
  where: SQL | undefined,
): Promise<Counted[]> => read(db, [talliedOf(axis, buckets, buckets, where)])

/** The same as counting: by the tally for all `whole` steps, on which `known` decides, and counted at the ends of the span. */
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

/** When a change of the tally's happened. */
export const changeOf = (axis: Axis): SQL => (axis === 'usageDate' ? sql`happened_at` : sql`arrived_at`)

async function read(db: Db, parts: SQL[]): Promise<Counted[]> {
  const rows = await db.runOnce<{ bucket: number; status: UsageStatus; count: string }>(sql`
    select bucket, status, sum(count) as count
      from (${sql.join(parts, sql` union all `)}) as part
     group by bucket, status`)
  return rows.map(({ count, ...row }) => ({ ...row, count: Number(count) }))
}

const usagesOf = (axis: Axis, buckets: Buckets, span: Span, where: SQL | undefined): SQL => sql`
  select ${bucketOf(orders[axis], buckets)} as bucket, status, count(*) as count
    from ${usage}
   where ${isWithin(orders[axis], span)} and ${where ?? sql`true`}
   group by 1, 2`

/** What is tallied stands for the usages that it counts, so that conditions on these are conditions on it. */
function talliedOf(axis: Axis, buckets: Buckets, span: Span, where: SQL | undefined): SQL {
  const at = inTime(sql`at`)
  const fitting = steps.filter((step) => buckets.step % (step * 1000) === 0)
  const folded = stretchesOf(span, fitting).map(
    ({ step, ...stretch }) => sql`
      select at, usage_specification_id, status, count
        from ${usageTally}
       where axis = ${axis} and step = ${step} and ${isWithin(at, stretch)}`,
  )
  const changedAt = changeOf(axis)
  const changed = sql`
      select ${changedAt}, usage_specification_id, status, count
        from ${usageTallyChange}
       where ${isWithin(inTime(changedAt), span)}`
  return sql`
    select ${bucketOf(at, buckets)} as bucket, status, sum(count) as count
      from (${sql.join([...folded, changed], sql` union all `)}) as ${usage}
     where ${where ?? sql`true`}
     group by 1, 2`
}

/** A span as stretches that are tallied: in the longest of some steps, in shorter ones at the ends. */
function stretchesOf(span: Span, some: number[]): (Span & { step: number })[] {
  const step = some.at(-1)
  if (step === undefined || span.from >= span.to) return []
  const { from, to } = wholeSteps(span, step)
  const shorter = some.slice(0, -1)
  if (from >= to) return stretchesOf(span, shorter)
  return [
    ...stretchesOf({ from: span.from, to: from }, shorter),
    { step, from, to },
    ...stretchesOf({ from: to, to: span.to }, shorter),
  ]
}

/** What of a span is steps of so many seconds as a whole. */
const wholeSteps = ({ from, to }: Span, step: number = finest): Span => ({
  from: Math.ceil(from / (step * 1000)) * step * 1000,
  to: Math.floor(to / (step * 1000)) * step * 1000,
})
