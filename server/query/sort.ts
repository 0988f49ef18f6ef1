import { type SQL, sql } from 'drizzle-orm'
import type { Condition, SortKey } from '../../shared/search'
import { badRequest } from '../errors'
import type { Resource } from '../resource/resource'
import { longForm } from '../resource/resource'
import { arrival } from './arrival'
import { attributeAt } from './attribute'
import { checkAttributeName } from './checkAttributeName'
import { otherSortKey } from './dialects'
import { isDate } from './filterValues'
import { undeclaredPart, unknownSortKey } from './unknownAttribute'
import { dateTimeSql, orderSql } from './valueSql'

/** One sort value of a list. A missing value sorts below all others. */
export interface OrderTerm {
  value: SQL
  /** The cast that turns the text of a cursor into a value comparable with `value`. */
  type: 'text' | 'timestamptz' | 'text::jsonb'
  descending: boolean
  mayBeNull: boolean
}

/** The order of a list. A cursor contains the name, so that a cursor for another order is rejected. */
export interface Order {
  name: string
  /** The last term is the id, so that no two resources are equal. */
  terms: OrderTerm[]
}

/**
 * The order that `sort=` requests (TMF630 part 1, 4.7). Without `sort=` a list is in order of arrival, newest first; a list filtered by an
 * indexed date-time is in order of that date-time, latest first. The id breaks ties, in the direction of the last sort key, so that one
 * index scan returns the order.
 */
export function orderOf(it: Resource, asked: SortKey[] | undefined, any: Condition[][]): Order {
  const keys = asked?.map(byId) ?? filteredTime(it, any).map((path) => ({ path, descending: true }))
  const isId = ({ path }: SortKey) => path === 'id' || path === 'href'
  // The id is unique, so sort keys after the id have no effect.
  const end = keys.findIndex(isId)
  const significant = end < 0 ? keys : keys.slice(0, end)
  const id = { path: 'id', descending: (end < 0 ? keys.at(-1) : keys[end])?.descending ?? true }
  for (const { path } of significant) {
    const { path: named } = longForm(it, path)
    const other = otherSortKey(path)
    if (other && path.includes('.') && !undeclaredPart(it, other.path)) throw unknownSortKey(it, path, path)
    checkAttributeName(it, named)
  }
  const all = [...significant, id]
  return {
    name: all.map(({ path, descending }) => (descending ? `-${path}` : path)).join(),
    terms: all.map((key) => termOf(it, key)),
  }
}

/** The order of arrival is the order of ids. */
const byId = (key: SortKey): SortKey => (key.path === arrival ? { ...key, path: 'id' } : key)

/** The indexed date-time attribute that every alternative of a search has a condition on; empty if there is none. */
function filteredTime(it: Resource, any: Condition[][]): string[] {
  const isTime = (path: string) => Object.hasOwn(it.indexedColumns, path) && isDate(attributeAt(it, path).schema)
  const times = any
    .map((group) => group.filter(({ op }) => op !== 'isnull' && op !== 'ne').map(({ path }) => longForm(it, path).path))
    .map((paths) => paths.filter(isTime))
  const [first] = times[0] ?? []
  return first && times.every((paths) => paths.includes(first)) ? [first] : []
}

function termOf(it: Resource, { path, descending }: SortKey): OrderTerm {
  const { schema, column, jsonPath, keyed, isOpen } = attributeAt(it, longForm(it, path).path)
  if (keyed?.form)
    throw badRequest(
      'invalidQuery',
      `Cannot sort by ${path}`,
      `${path} has no order. Filter with ${path}=…, and sort by another attribute.`,
    )
  if (column)
    return {
      value: sql`${column}`,
      type: isDate(schema) ? 'timestamptz' : 'text',
      descending,
      mayBeNull: !column.notNull,
    }
  const term = (value: SQL, type: OrderTerm['type']): OrderTerm => ({ value, type, descending, mayBeNull: true })
  // Evaluated once: without `offset 0` PostgreSQL would parse the document for each use of the value.
  const first = (expression: SQL) =>
    sql`(select ${expression} from (select jsonb_path_query_first(document::jsonb, ${`${jsonPath}[*][*]`}::jsonpath) as value offset 0) as first)`
  const value = sql`value`
  if (isDate(schema)) return term(first(dateTimeSql(value)), 'timestamptz')
  if (schema?.type === 'string') return term(sql`${first(sql`value #>> '{}'`)} collate "C"`, 'text')
  return term(first(isOpen ? orderSql(value) : sql`nullif(value, 'null')`), 'text::jsonb')
}

export const reversed = (terms: OrderTerm[]): OrderTerm[] =>
  terms.map((term) => ({ ...term, descending: !term.descending }))

export const orderBy = (terms: OrderTerm[]): SQL =>
  sql.join(
    terms.map(
      ({ value, descending, mayBeNull }) =>
        sql`${value} ${sql.raw(descending ? 'desc' : 'asc')}${sql.raw(mayBeNull ? (descending ? ' nulls last' : ' nulls first') : '')}`,
    ),
    sql`, `,
  )
