import { sql } from 'drizzle-orm'
import { LRUCache } from 'lru-cache'
import type { Axis } from '../../shared/api/histogram'
import type { Db, Pool } from '../db/connect'
import { usageTally, usageTallyChange } from '../db/schema'
import { finest } from '../db/tally'
import type { Span } from './buckets'
import { changeOf } from './counts'

/** The time range of all usages, and the one that a histogram shows by default. */
export interface DateRange {
  all: Span
  usual: Span
}

const day = 86_400_000
const year = 366 * day

/** The default leaves out a few usages with wrong clocks: those that make a range of more than a year at least ten times longer. Without usages it is the last day. */
export async function dateRangeOf(pool: Pool, axis: Axis, now: Date): Promise<DateRange> {
  const all = await rangeOfAll(pool, axis, now)
  if (all.to - all.from < year) return { all, usual: all }
  const ranges = pool.caches.of(rangesOfMost)
  const key = [axis, Math.floor(all.from / day), Math.floor(all.to / day)].join()
  const most = ranges.get(key) ?? (await rangeOfMost(pool, axis)) ?? all
  if (!ranges.has(key)) ranges.set(key, most)
  return { all, usual: (most.to - most.from) * 10 <= all.to - all.from ? most : all }
}

/** By axis and the first and last day of all usages. Cached for a minute, because years of many specifications are many tally rows. */
const rangesOfMost = () => new LRUCache<string, Span>({ max: 100, ttl: 60_000 })

/** To the precision of the tally. */
async function rangeOfAll(db: Db, axis: Axis, now: Date): Promise<Span> {
  const changedAt = changeOf(axis)
  const [row] = await db.run<{ first: number | null; last: number | null }>(sql`
    select extract(epoch from min(first))::float8 * 1000 as first, extract(epoch from max(last))::float8 * 1000 as last
      from (select min(at) as first, max(at) as last from ${usageTally} where axis = ${axis} and step = ${finest}
            union all
            select min(${changedAt}), max(${changedAt}) from ${usageTallyChange}) as both_of_them`)
  const to = row?.last == null ? now.getTime() : row.last + finest * 1000
  return { from: row?.first ?? to - day, to }
}

/**
 * The shortest of three ranges of days that leave out one in a hundred usages, and at least one of ten: the first ones, the last ones, or half of
 * them at each end (the 0.5 and 99.5 percentiles). Undefined without usages.
 */
async function rangeOfMost(db: Db, axis: Axis): Promise<Span | undefined> {
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
