import { sql } from 'drizzle-orm'
import type { Db } from '../db/connect'
import { usage, usageSpecification } from '../db/schema'
import type { Everything } from '../resource/scope'

/** The bundles that contain a specification. */
export const bundlesOf = (db: Db, _scope: Everything, id: string, limit: number) =>
  db.run<{ id: string; name: string }>(sql`
    select id, name from ${usageSpecification} where contained @> array[${id}::text] and id <> ${id} order by id limit ${limit}`)

/** Counts the usages of a specification, up to `limit`. Written as a range in the order of the index, so that PostgreSQL uses this index and stops at the limit. */
export async function countUsagesUpTo(db: Db, _scope: Everything, id: string, limit: number): Promise<number> {
  const [row] = await db.runOnce<{ count: number }>(sql`
    select count(*)::int as count
      from (select from ${usage}
             where usage_specification_id between ${id} and ${id}
             order by usage_specification_id, usage_date desc nulls last, id desc
             limit ${limit}) as referring`)
  return row?.count ?? 0
}

/** At most `limit` usages of a specification, sorted by id. If there are more, it returns any of them. */
export async function usageIdsOf(db: Db, _scope: Everything, id: string, limit: number): Promise<string[]> {
  // Written as a range in the order of the index, so that PostgreSQL uses this index.
  const rows = await db.runText<{ id: string }>(
    `select id
       from (select id from usage
              where usage_specification_id between $1 and $1
              order by usage_specification_id, usage_date desc nulls last, id desc
              limit $2) as referring
      order by id`,
    [id, limit],
  )
  return rows.map((row) => row.id)
}

/** Reads and locks those of the given usages that still refer to a specification, until the end of the transaction. */
export const lockUsages = (db: Db, _scope: Everything, specification: string, ids: string[]) =>
  db.runText<{ id: string; document: string; claims: string[] | null }>(
    'select id, document, claims from usage where id = any($1::text[]) and usage_specification_id = $2 order by id for update',
    [ids, specification],
  )
