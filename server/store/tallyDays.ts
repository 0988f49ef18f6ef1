import { sql } from 'drizzle-orm'
import type { Db } from '../db/connect'
import { usageTally, usageTallyChange } from '../db/schema'
import type { Everything } from '../resource/scope'
import type { Span } from './usageAxis'

/** The number of usages of a specification on one day, by usageDate. `at` is the start of the day in seconds since 1970; null for all days together. */
export interface Day {
  id: string
  at: string | null
  count: string
  rejected: string
}

/** The days (UTC) of a span with usages, for each specification, and one row with `at` null for each specification that has usages. */
export const readDays = (db: Db, _scope: Everything, span: Span): Promise<Day[]> => {
  const [from, to] = [span.from, span.to].map((at) => new Date(at).toISOString())
  return db.run<Day>(sql`
    select usage_specification_id as id, extract(epoch from at)::bigint as at, sum(count) as count, coalesce(sum(count) filter (where status = 'rejected'), 0) as rejected
      from (select case when step > 0 then at end as at, usage_specification_id, status, count
              from ${usageTally}
             where axis = 'all' or axis = 'usageDate' and step = 86400 and at >= ${from}::timestamptz and at < ${to}::timestamptz
            union all
            select null, usage_specification_id, status, count from ${usageTallyChange}
            union all
            select date_bin('1 day', happened_at, 'epoch'), usage_specification_id, status, count
              from ${usageTallyChange}
             where happened_at >= ${from}::timestamptz and happened_at < ${to}::timestamptz) as tally
     group by 1, 2
    having sum(count) > 0
     order by 1, 2 nulls first`)
}
