import { type SQL, sql } from 'drizzle-orm'
import type { QuarantineGroup } from '../../shared/api/quarantine'
import type { Validation } from '../../shared/usage'
import type { Db, Pool } from '../db/connect'
import { withStatementTimeout } from '../db/statementTimeout'
import type { Count } from '../store/totalCount'
import { reasonsOf } from './rejectionReasons'

export const sampleSize = 3
export const mostGroups = 200
/** The number of usages counted if counting all takes too long. */
export const newestOnly = 10_000
/** The time limit of counting all, in milliseconds. */
const countingTimeLimit = 700

/** Counts rejected usages by specification and broken rule, the largest groups first. `applied` is the kind of count if the client should know it. */
export async function quarantineGroups(
  pool: Pool,
  specification: string | null,
  preferred: Count | undefined,
): Promise<{ groups: QuarantineGroup[]; applied: Count | undefined }> {
  const condition =
    specification === null
      ? sql`broken_rules is not null`
      : sql`broken_rules is not null and usage_specification_id = ${specification}`
  const all = sql`usage where ${condition}`
  if (preferred === 'exact') return { groups: await groupsOf(pool, all), applied: 'exact' }
  const groups =
    preferred === 'estimated'
      ? undefined
      : await withStatementTimeout(pool, countingTimeLimit, (db) => groupsOf(db, all))
  if (groups) return { groups, applied: undefined }
  const newest = sql`(select * from usage where status = 'rejected' and ${condition} order by id desc limit ${newestOnly}) as usage`
  return { groups: await groupsOf(pool, newest), applied: 'estimated' }
}

interface Group {
  id: string
  name: string | null
  rule: string
  count: string
  sample: string[]
  validation: string
}

/**
 * First counts the distinct lists of broken rules, which many usages share, then the rules in them; an index alone answers this. The newest
 * usages of a rule are among those of its newest lists. The newest usage tells what the keys of its rules mean.
 */
async function groupsOf(db: Db, source: SQL): Promise<QuarantineGroup[]> {
  const groups = await db.run<Group>(sql`
    with list as materialized (
      select usage_specification_id, broken_rules, count(*) as count, max(id) as newest
        from ${source}
       group by usage_specification_id, broken_rules),
    listed as materialized (
      select *, row_number() over (partition by usage_specification_id, rule order by newest desc) as place
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
                               where usage_specification_id = listed.usage_specification_id and broken_rules = listed.broken_rules
                               order by id desc
                               limit ${sampleSize}) as usage
                      where listed.usage_specification_id = counted.usage_specification_id and listed.rule = counted.rule and place <= ${sampleSize}
                      order by usage.id desc
                      limit ${sampleSize}) as newest) as newest
     order by count desc, usage_specification_id, rule`)
  return groups.flatMap(quarantinedOf)
}

function quarantinedOf({ id, name, rule, count, sample, validation }: Group): QuarantineGroup[] {
  const reason = reasonsOf({ status: 'rejected', validation: JSON.parse(validation) as Validation }).get(rule)
  if (!reason) return []
  const { code, characteristic } = reason
  return [
    {
      usageSpecification: { id, ...(name !== null && { name }) },
      rule: code,
      ...(characteristic && { characteristic }),
      count: Number(count),
      sample,
    },
  ]
}
