import { sql } from 'drizzle-orm'
import { LRUCache } from 'lru-cache'
import type { UsageSpecification } from '../../shared/usageSpecification'
import type { Db, Pool } from '../db/connect'
import { usage, usageSpecification } from '../db/schema'
import type { Everything } from '../resource/scope'

/** The names of the characteristics of a specification, in its order; empty if it does not exist. */
export async function characteristicNames(db: Db, _scope: Everything, id: string): Promise<string[]> {
  const [row] = await db.run<{ document: string }>(sql`select document from ${usageSpecification} where id = ${id}`)
  const { specCharacteristic = [] } = JSON.parse(row?.document ?? '{}') as Partial<UsageSpecification>
  return [...new Set(specCharacteristic.flatMap(({ name }) => name ?? []))]
}

const mostNames = 500
const mostSpecifications = 2000
const newest = 500

const knownNames = (pool: Pool) =>
  new LRUCache<'all', string[]>({ max: 1, ttl: 5000, fetchMethod: () => readNames(pool.scanning()) })

/** The characteristic names in the newest specifications and usages. The result is at most five seconds old. */
export const allCharacteristicNames = (pool: Pool, _scope: Everything): Promise<string[]> =>
  pool.caches.of(knownNames).forceFetch('all')

/** Reads the most frequent names. Very large documents are skipped, because parsing them takes long. */
async function readNames(db: Db): Promise<string[]> {
  const rows = await db.run<{ name: string }>(sql`
    select name
      from (select json_array_elements(document -> 'specCharacteristic') ->> 'name' as name
              from (select document from ${usageSpecification} where pg_column_size(document) < 100000 order by id desc limit ${mostSpecifications}) as specification
             union all
            select json_array_elements(document -> 'usageCharacteristic') ->> 'name'
              from (select document from ${usage} where pg_column_size(document) < 20000 order by id desc limit ${newest}) as recent) as named
     where name is not null
     group by name
     order by count(*) desc, name
     limit ${mostNames}`)
  return rows.map(({ name }) => name)
}
