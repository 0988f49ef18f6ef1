import { type SQL, sql } from 'drizzle-orm'
import { anything, type Condition } from '../../shared/search'
import type { Db, Pool } from '../db/connect'
import { columnSql, searchKeySql } from '../query/columnFilter'
import { characteristicKey, searchKeyOf, spellings } from '../query/searchKeys'
import { isId, type Keyed, type Resource } from '../resource/resource'
import type { Scope } from '../resource/scope'

/** Replaces each `any=` condition by SQL. The translation needs the database, which stores the characteristic names and the search keys in use. */
export const withAnyFilter = (
  pool: Pool,
  scope: Scope,
  it: Resource,
  any: Condition[][],
): Promise<(Condition | SQL)[][]> =>
  Promise.all(
    any.map((group) =>
      Promise.all(
        group.map((condition) =>
          condition.path === anything && it.keyed ? anySql(pool, scope, it, it.keyed, condition) : condition,
        ),
      ),
    ),
  )

/** True for a resource whose id is one of the values, or whose search keys contain one of them under any attribute or characteristic name. */
async function anySql(pool: Pool, scope: Scope, it: Resource, keyed: Keyed, { values }: Condition): Promise<SQL> {
  const all = values.flatMap(spellings)
  const names = (await it.specification?.allCharacteristics(pool, scope)) ?? []
  const possible = all.flatMap((value) => [
    ...[...keyed.paths, ...(keyed.others ? [keyed.others.name] : [])].map((path) => searchKeyOf(path, value)),
    ...names.map((name) => characteristicKey(name, value)),
  ])
  const keys = await keysInUse(pool, it, keyed, [...new Set(possible)])
  const ids = all.filter(isId)
  const fits = [
    ...(ids.length > 0 ? [columnSql(it.table.id, { path: 'id', op: 'eq', values: ids })] : []),
    ...(keys.length > 0 ? [searchKeySql(keyed.column, 'eq', keys)] : []),
  ]
  return fits.length > 0 ? sql`(${sql.join(fits, sql` or `)})` : sql`false`
}

const newest = 200
const sampleSize = 100
const mostRounds = 8

/**
 * Selects the keys that at least one resource has. A value has one possible key for each name, but only one or two of these keys exist.
 * For each key outside its statistics PostgreSQL assumes the highest frequency such a key can have; the sum over all keys is so high that
 * the planner would scan a month instead of using the index. The newest resources reveal the common keys. Then a sample of resources with
 * any of the remaining keys reveals those, round by round, until a sample is empty. After `mostRounds` rounds all possible keys are returned.
 */
function keysInUse(pool: Pool, it: Resource, keyed: Keyed, possible: string[]): Promise<string[]> {
  return pool.transaction(async (db) => {
    await db.run(sql`select set_config('enable_seqscan', 'off', true)`)
    const used = await keysOfRows(
      db,
      sql`select ${keyed.column} as keys from ${it.table} order by id desc limit ${newest}`,
      possible,
    )
    for (let round = 0; round < mostRounds; round++) {
      const rest = possible.filter((key) => !used.includes(key))
      const found = await keysOfRows(
        db,
        sql`select ${keyed.column} as keys from ${it.table} where ${searchKeySql(keyed.column, 'eq', rest)} limit ${sampleSize}`,
        rest,
      )
      if (found.length === 0) return used
      used.push(...found)
    }
    return possible
  })
}

/** The given keys that occur in the rows of a query. */
async function keysOfRows(db: Db, rows: SQL, keys: string[]): Promise<string[]> {
  const found = await db.runOnce<{ key: string }>(sql`
    select distinct key::text from (select unnest(keys) as key from (${rows}) as looked_at) as had where key = any(${sql.param(`{${keys.join(',')}}`)}::bigint[])`)
  return found.map(({ key }) => key)
}
