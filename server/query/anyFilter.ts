import { type SQL, sql } from 'drizzle-orm'
import { anything, type Condition } from '../../shared/search'
import type { Db, Pool } from '../db/connect'
import type { Keyed } from '../resource/resource'
import { isId, type Resource } from '../resource/resource'
import type { Scope } from '../resource/scope'
import { columnFits, keyFits } from './columnFilter'
import { characteristicKey, searchKeyOf, spellings } from './searchKeys'

/** Conditions with those on anything put in SQL, as only the database knows what there is. */
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
          condition.path === anything && it.keyed ? anythingFits(pool, scope, it, it.keyed, condition) : condition,
        ),
      ),
    ),
  )

/** Whether a resource is found by one of the values: by its id, or by any name under which its keys may have it. */
async function anythingFits(pool: Pool, scope: Scope, it: Resource, keyed: Keyed, { values }: Condition): Promise<SQL> {
  const all = values.flatMap(spellings)
  const names = (await it.specification?.allCharacteristics(pool, scope)) ?? []
  const possible = all.flatMap((value) => [
    ...keyed.paths.map((path) => searchKeyOf(path, value)),
    ...names.map((name) => characteristicKey(name, value)),
  ])
  const keys = await keysInUse(pool, it, keyed, [...new Set(possible)])
  const ids = all.filter(isId)
  const fits = [
    ...(ids.length > 0 ? [columnFits(it.table.id, { path: 'id', op: 'eq', values: ids })] : []),
    ...(keys.length > 0 ? [keyFits(keyed.column, 'eq', keys)] : []),
  ]
  return fits.length > 0 ? sql`(${sql.join(fits, sql` or `)})` : sql`false`
}

const newest = 200
const sampleSize = 100
const mostRounds = 8

/**
 * Those of the keys that some resource has. A value has a key for each name there is, of which one or two are in use; PostgreSQL takes each of the
 * others for as frequent as a key can be that its statistics do not name, and all of them together for so frequent that it would walk a month
 * rather than take the index. What is common shows among the newest; a few resources that have one of the rest show which one it is, until none has any.
 */
function keysInUse(pool: Pool, it: Resource, keyed: Keyed, possible: string[]): Promise<string[]> {
  return pool.transaction(async (db) => {
    await db.run(sql`select set_config('enable_seqscan', 'off', true)`)
    const used = await keysOf(
      db,
      sql`select ${keyed.column} as keys from ${it.table} order by id desc limit ${newest}`,
      possible,
    )
    for (let round = 0; round < mostRounds; round++) {
      const rest = possible.filter((key) => !used.includes(key))
      const found = await keysOf(
        db,
        sql`select ${keyed.column} as keys from ${it.table} where ${keyFits(keyed.column, 'eq', rest)} limit ${sampleSize}`,
        rest,
      )
      if (found.length === 0) return used
      used.push(...found)
    }
    return possible
  })
}

/** Those of the keys that some rows have. */
async function keysOf(db: Db, rows: SQL, keys: string[]): Promise<string[]> {
  const found = await db.runOnce<{ key: string }>(sql`
    select distinct key::text from (select unnest(keys) as key from (${rows}) as looked_at) as had where key = any(${sql.param(`{${keys.join(',')}}`)}::bigint[])`)
  return found.map(({ key }) => key)
}
