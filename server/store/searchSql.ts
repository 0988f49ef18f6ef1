import type { SQL } from 'drizzle-orm'
import type { Search } from '../../shared/search'
import type { Pool } from '../db/connect'
import { conditionsSql } from '../query/jsonPathFilter'
import type { Caller } from '../resource/caller'
import { baseOf, type Resource } from '../resource/resource'
import { withAnyFilter } from './anyFilter'

/** The SQL condition of a search, including its `any=` conditions. Undefined for a search without conditions. */
export async function searchSql(
  pool: Pool,
  it: Resource,
  { any, filter }: Search,
  caller: Pick<Caller, 'origin' | 'scope'>,
): Promise<SQL | undefined> {
  return conditionsSql(it, await withAnyFilter(pool, caller.scope, it, any), filter, baseOf(it, caller))
}
