import { type SQL, sql } from 'drizzle-orm'
import type { Db, Pool } from '../db/connect'
import { withStatementTimeout } from '../db/statementTimeout'
import type { Scope } from '../resource/scope'
import type { Count } from './totalCount'
import { visible } from './visible'

export const sampleSize = 3
export const mostGroups = 200
/** The number of newest usages to count if counting all takes too long. */
export const newestOnly = 10_000
/** The time limit of counting all, in milliseconds. */
const countingTimeLimit = 700

/** Counts rejected usages by specification and broken rule, the largest groups first. `applied` is the kind of count if the client should know it. */
export async function countRejected(
  pool: Pool,
  scope: Scope,
  specification: string | null,
  preferred: Count | undefined,
): Promise<{ groups: RejectedGroup[]; applied: Count | undefined }> {
  const rejected =
    specification === null
      ? sql`broken_rules is not null`
      : sql`broken_rules is not null and usage_specification_id = ${specification}`
  const condition = visible(scope, rejected) ?? rejected
  const all = sql`usage where ${condition}`
  if (preferred === 'exact') return { groups: await groupsOf(pool, scope, all), applied: 'exact' }
  const groups =
    preferred === 'estimated'
      ? undefined
      : await withStatementTimeout(pool, countingTimeLimit, (db) => groupsOf(db, scope, all))
  if (groups) return { groups, applied: undefined }
  const newest = sql`(select * from usage where status = 'rejected' and ${condition} order by id desc limit ${newestOnly}) as usage`
  return { groups: await groupsOf(pool, scope, newest), applied: 'estimated' }
}

/** Rejected usages of one specification with the same broken rule. */
export interface RejectedGroup {
  id: string
  name: string | null
  /** The key of the rule: see `reasonsOf`. */
  rule: string
  count: string
  sample: string[]
  validation: string
}

/**
 * First counts the distinct lists of broken rules, which many usages share, then the rules in them; an index alone answers this. The newest
 * usages of a rule are among those of its newest lists. The newest usage explains the keys of its rules.
 */
function groupsOf(db: Db, scope: Scope, source: SQL): Promise<RejectedGroup[]> {
  return db.run<RejectedGroup>(sql`
    with list as materialized (
      select usage_specification_id, broken_rules, count(*) as count, max(id) as newest
        from ${source}
       group by usage_specification_id, broken_rules),
    listed as materialized (
      select *, row_number() over (partition by usage_specification_id, rule order by newest desc) as rank
        from list, unnest(broken_rules) as rule),
    counted as (
      select usage_specification_id, rule, sum(count)::bigint as count
        from listed
       group by usage_specification_id, rule
       order by sum(count) desc, usage_specification_id, rule
       limit ${mostGroups})
    select usage_specification_id as id, name, rule, count, sample, (select document #>> '{validation}' from usage where id = sample[1]) as validation
      from counted left join usage_specification on usage_specification.id = usage_specification_id,
           lateral (
             select array_agg(id) as sample
               from (select usage.id
                       from listed, lateral (
                              select id from usage
                               where usage_specification_id = listed.usage_specification_id and broken_rules = listed.broken_rules and ${visible(scope) ?? sql`true`}
                               order by id desc
                               limit ${sampleSize}) as usage
                      where listed.usage_specification_id = counted.usage_specification_id and listed.rule = counted.rule and rank <= ${sampleSize}
                      order by usage.id desc
                      limit ${sampleSize}) as newest) as newest
     order by count desc, usage_specification_id, rule`)
}
