import { getTableName, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { LRUCache } from 'lru-cache'
import { encodeTime } from 'ulid'
import type { Db, Pool } from './connect'

/** The lowest id of a time, in milliseconds since 1970: a ULID starts with its time. */
export const firstIdAt = (at: number): string => encodeTime(Math.max(0, at), 10) + '0'.repeat(16)

const monthOf = (at: Date, plus = 0): Date => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + plus, 1))

/** Creates the missing partitions of `usage` from the month of `from` to that of `to`. Returns the names of the new ones. */
export async function makePartitions(db: Db, from: Date, to: Date): Promise<string[]> {
  const existing = new Set(
    (
      await db.run<{ name: string }>(
        sql`select inhrelid::regclass::text as name from pg_inherits where inhparent = 'usage'::regclass`,
      )
    ).map(({ name }) => name),
  )
  const created: string[] = []
  for (let month = monthOf(from); month <= to; month = monthOf(month, 1)) {
    const name = `usage_${month.toISOString().slice(0, 7).replace('-', '_')}`
    if (existing.has(name)) continue
    if (await makePartition(db, name, firstIdAt(month.getTime()), firstIdAt(monthOf(month, 1).getTime())))
      created.push(name)
  }
  return created
}

/** Creates the partition of a month and moves its rows from the default partition there. Returns false if another process was first. */
const makePartition = (db: Db, name: string, from: string, to: string): Promise<boolean> =>
  db.transaction(async (tx) => {
    await tx.run(sql`select pg_advisory_xact_lock(hashtext('tallyman partitions'))`)
    const [found] = await tx.run<{ exists: boolean }>(sql`select to_regclass(${name}) is not null as exists`)
    if (found?.exists) return false
    // Attached rather than created in place, so that readers and writers of the other partitions do not wait.
    const table = sql.identifier(name)
    await tx.run(sql`create table ${table} (like usage including defaults including constraints)`)
    await tx.run(sql`alter table ${table} alter column keys set statistics 300`)
    await tx.run(sql`lock table usage_default in access exclusive mode`)
    await tx.run(sql`
      with moved as (delete from usage_default where id >= ${from} and id < ${to} returning *)
      insert into ${table} select * from moved`)
    await tx.run(
      sql`alter table usage attach partition ${table} for values from (${sql.raw(`'${from}'`)}) to (${sql.raw(`'${to}'`)})`,
    )
    return true
  })

/** The answer may be a minute old: it divides a search into parts, and any division is correct. */
const knownStarts = (pool: Pool) =>
  new LRUCache<string, string[]>({ max: 10, ttl: 60_000, fetchMethod: () => readStarts(pool) })

/** Where the partitions of a table start, in the order of ids; none when the table has no partitions. */
export const partitionStarts = async (pool: Pool, table: PgTable): Promise<string[]> => {
  const name = getTableName(table)
  return name === 'usage' ? pool.caches.of(knownStarts).forceFetch(name) : []
}

async function readStarts(db: Db): Promise<string[]> {
  const rows = await db.run<{ start: string | null }>(sql`
    select substring(pg_get_expr(relpartbound, oid) from $$FROM \\('([^']+)'\\)$$) as start
      from pg_inherits join pg_class on oid = inhrelid
     where inhparent = 'usage'::regclass
     order by 1`)
  return rows.flatMap(({ start }) => start ?? [])
}

/** The number of usages in the default partition, which should be 0. Stops counting at `most`. */
export async function strayUsages(db: Db, most = 10_000): Promise<number> {
  const [row] = await db.run<{ count: number }>(
    sql`select count(*)::int as count from (select from usage_default limit ${most}) stray`,
  )
  return row?.count ?? 0
}
