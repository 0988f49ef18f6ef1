import { type SQL, sql } from 'drizzle-orm'
import type { Condition, SortKey } from '../../shared/search'
import { badRequest } from '../errors'
import type { Resource } from '../resource/resource'
import { attributeAt, longForm } from './attribute'
import { checkAttributeName } from './checkAttributeName'

/** One of the values a list is ordered by. What is absent counts as the least. */
export interface OrderTerm {
  value: SQL
  /** What its text is cast to, to be compared with it. */
  type: 'text' | 'timestamptz' | 'text::jsonb'
  descending: boolean
  mayBeNull: boolean
}

/** The order of a list, and its name, by which a cursor knows it again. */
export interface Order {
  name: string
  /** The last is the id: no two resources are equal. */
  terms: OrderTerm[]
}

/**
 * The order that `sort=` asks for (TMF630 part 1, 4.7). Without one it is that of arrival, newest first; but a list of a time is in the
 * order of that time. The id decides between equals, in the direction of the last key: that is also an index's direction.
 */
export function orderOf(it: Resource, asked: SortKey[] | undefined, any: Condition[][]): Order {
  const keys = asked ?? timeAsked(it, any).map((path) => ({ path, descending: true }))
  const isId = ({ path }: SortKey) => path === 'id' || path === 'href'
  // Nothing decides between resources behind the id.
  const end = keys.findIndex(isId)
  const significant = end < 0 ? keys : keys.slice(0, end)
  const id = { path: 'id', descending: (end < 0 ? keys.at(-1) : keys[end])?.descending ?? true }
  for (const { path } of significant) checkAttributeName(it, longForm(it, path).path)
  const all = [...significant, id]
  return {
    name: all.map(({ path, descending }) => (descending ? `-${path}` : path)).join(),
    terms: all.map((key) => termOf(it, key)),
  }
}

/** The date-time that every alternative of a search is about, if it has an index. */
function timeAsked(it: Resource, any: Condition[][]): string[] {
  const isTime = ({ schema, column }: ReturnType<typeof attributeAt>) =>
    column !== undefined && schema?.format === 'date-time'
  const times = any
    .map((group) => group.filter(({ op }) => op !== 'isnull' && op !== 'ne').map(({ path }) => longForm(it, path).path))
    .map((paths) => paths.filter((path) => isTime(attributeAt(it, path))))
  const [first] = times[0] ?? []
  return first && times.every((paths) => paths.includes(first)) ? [first] : []
}

function termOf(it: Resource, { path, descending }: SortKey): OrderTerm {
  const { schema, column, jsonPath, keyed } = attributeAt(it, longForm(it, path).path)
  if (keyed?.form)
    throw badRequest(
      'invalidQuery',
      `A list is not sorted by ${path}`,
      `${path} has no order. Narrow the list with ${path}=…, and sort by an attribute.`,
    )
  const isTime = schema?.format === 'date-time'
  if (column)
    return { value: sql`${column}`, type: isTime ? 'timestamptz' : 'text', descending, mayBeNull: !column.notNull }
  const first = sql`jsonb_path_query_first(document::jsonb, ${jsonPath}::jsonpath)`
  return isTime
    ? { value: sql`(${first} #>> '{}')::timestamptz`, type: 'timestamptz', descending, mayBeNull: true }
    : { value: first, type: 'text::jsonb', descending, mayBeNull: true }
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
