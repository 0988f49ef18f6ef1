import { sql } from 'drizzle-orm'
import type { Axis } from '../../shared/api/histogram'
import type { Db } from '../db/connect'
import { usageTally, usageTallyChange } from '../db/schema'
import { finest } from '../db/tally'
import type { Everything } from '../resource/scope'
import type { Span } from './usageAxis'
import { changeOf } from './usageCounts'

const day = 86_400_000

/** The time range of all usages, to the precision of the tally; undefined without usages. */
export async function rangeOfAll(db: Db, _scope: Everything, axis: Axis): Promise<Span | undefined> {
  const changedAt = changeOf(axis)
  const [row] = await db.run<{ first: number | null; last: number | null }>(sql`
    select extract(epoch from min(first))::float8 * 1000 as first, extract(epoch from max(last))::float8 * 1000 as last
      from (select min(at) as first, max(at) as last from ${usageTally} where axis = ${axis} and step = ${finest}
            union all
            select min(${changedAt}), max(${changedAt}) from ${usageTallyChange}) as both_of_them`)
  if (row?.first == null || row.last == null) return undefined
  return { from: row.first, to: row.last + finest * 1000 }
}

/**
 * The shortest of three ranges of days, each of which excludes 1 % of the usages (at least one usage if there are ten or more): the first ones, the
 * last ones, or half of them at each end (the 0.5 and 99.5 percentiles). Undefined without usages.
 */
export async function rangeOfMost(db: Db, _scope: Everything, axis: Axis): Promise<Span | undefined> {
  const changedAt = changeOf(axis)
  const [range] = await db.run<Span>(sql`
      with days as (
        select extract(epoch from at)::float8 * 1000 as at, sum(count) as count
          from (select at, count from ${usageTally} where axis = ${axis} and step = 86400
                union all
                select date_bin('1 day', ${changedAt}, 'epoch'), count from ${usageTallyChange} where ${changedAt} is not null) as tally
         group by 1
        having sum(count) > 0),
      cumulated as (
        select at, sum(count) over (order by at) as so_far, sum(count) over () as total from days),
      ranges as (
        select min(at) filter (where so_far > few * share) as "from",
               min(at) filter (where so_far >= total - few * (1 - share)) + ${day} as "to"
          from cumulated,
               lateral (select case when total < 10 then 0 else greatest(total / 100, 1) end as few) as allowed,
               (values (0), (0.5), (1)) as at_start (share)
         group by share)
    select "from", "to" from ranges order by "to" - "from" limit 1`)
  return range
}
