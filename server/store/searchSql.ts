import type { SQL } from 'drizzle-orm'
import type { Search } from '../../shared/search'
import type { Pool } from '../db/connect'
import { conditionsSql } from '../query/jsonPathFilter'
import type { Caller } from '../resource/caller'
import { baseOf, type Resource } from '../resource/resource'
import { withAnyFilter } from './anyFilter'
import { refuseUnknownNames } from './attributeNames'

/**
 * The SQL condition of a search, including its `any=` conditions. Undefined for a search without conditions. Answers 400 if a condition or a sort key
 * names an attribute that is neither declared nor stored.
 */
export async function searchSql(
  pool: Pool,
  it: Resource,
  search: Search,
  caller: Pick<Caller, 'origin' | 'scope'>,
): Promise<SQL | undefined> {
  const { any, filter } = search
  await refuseUnknownNames(pool, it, search)
  return conditionsSql(it, await withAnyFilter(pool, caller.scope, it, any), filter, baseOf(it, caller))
}
