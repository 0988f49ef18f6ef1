import { type SQL, sql } from 'drizzle-orm'
import type { SortKey } from '../../shared/search'
import { attributeAt, longForm } from './attribute'
import type { Resource } from './resource'

/**
 * The SQL of `sort=` (TMF630 part 1, 4.7). What is absent counts as the least. The id decides between equals, in the direction of the
 * last key, so that pages never overlap; it is also an index's direction.
 */
export function orderBy(it: Resource, keys: SortKey[]): SQL {
  const last = keys.at(-1)
  const all = [
    ...keys.filter(({ path }) => path !== 'id' && path !== 'href'),
    { path: 'id', descending: keys.find(({ path }) => path === 'id' || path === 'href')?.descending ?? last?.descending ?? true },
  ]
  return sql.join(
    all.map((key) => sql`${sortValue(it, key.path)} ${key.descending ? sql`desc nulls last` : sql`asc nulls first`}`),
    sql`, `,
  )
}

function sortValue(it: Resource, asked: string): SQL {
  const { schema, column, jsonPath } = attributeAt(it, longForm(it, asked).path)
  if (column) return sql`${column}`
  const first = sql`jsonb_path_query_first(document::jsonb, ${jsonPath}::jsonpath)`
  return schema?.format === 'date-time' ? sql`(${first} #>> '{}')::timestamptz` : first
}
