import { type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Condition, Operator } from '../../shared/search'
import type { Attribute } from './attribute'
import { documentJson, isNull, likePattern } from './filterValues'
import type { Period } from './period'

const signs = { gt: sql`>`, gte: sql`>=`, lt: sql`<`, lte: sql`<=` }

/** A condition on a column of text. */
export function columnFits(column: PgColumn, { path, op, values }: Condition): SQL {
  const texts = sql`${sql.param(values)}::text[]`
  switch (op) {
    case 'eq':
      // An index gives one value's resources in order, but not those of many.
      return values.length === 1 ? sql`${column} = ${values[0]}` : sql`${column} = any(${texts})`
    case 'ne':
      return sql`(${column} <> all(${texts})) is not false`
    case 'isnull':
      return isNull(path, values) ? sql`${column} is null` : sql`${column} is not null`
    case 'like':
      return sql`${column} like any(${sql.param(values.map(likePattern))}::text[])`
    case 'regex':
      return sql`${column} ~ any(${texts})`
    default:
      return anyOf(values.map((value) => sql`${column} ${signs[op]} ${value}`))
  }
}

/** Whether any of the values a resource is found by is one of these. */
export function keyFits(column: PgColumn, op: 'eq' | 'ne', keys: string[]): SQL {
  const fitting = sql`${column} && ${sql.param(`{${keys.join(',')}}`)}::bigint[]`
  return op === 'eq' ? fitting : sql`(${fitting}) is not true`
}

/** Whether all of the keys are among those a resource is found by. */
export const keysFit = (column: PgColumn, keys: string[]): SQL =>
  sql`${column} @> ${sql.param(`{${keys.join(',')}}`)}::bigint[]`

/** A condition on an instant: a column's, or any of those at a path of the document. */
export function dateFits({ column, source, jsonPath }: Attribute, op: Operator, periods: Period[]): SQL {
  const instant = column ? sql`${column}` : sql`(value #>> '{}')::timestamptz`
  const within = anyOf(periods.map((period) => compare(instant, op === 'ne' ? 'eq' : op, period)))
  const fitting = column
    ? within
    : sql`exists (select from jsonb_path_query(${source ?? documentJson}, ${jsonPath}::jsonpath) as at (value) where jsonb_typeof(value) = 'string' and ${within})`
  return op === 'ne' ? sql`(${fitting}) is not true` : fitting
}

/** A part of a date is the whole of it: what is after a day is after its end. */
function compare(instant: SQL, op: Operator, { from, to }: Period): SQL {
  if (to === undefined) {
    const same = op === 'gt' || op === 'gte' || op === 'lt' || op === 'lte' ? signs[op] : sql`=`
    return sql`${instant} ${same} ${from}::timestamptz`
  }
  if (op === 'gt') return sql`${instant} >= ${to}::timestamptz`
  if (op === 'gte') return sql`${instant} >= ${from}::timestamptz`
  if (op === 'lt') return sql`${instant} < ${from}::timestamptz`
  if (op === 'lte') return sql`${instant} < ${to}::timestamptz`
  return sql`(${instant} >= ${from}::timestamptz and ${instant} < ${to}::timestamptz)`
}

const anyOf = (alternatives: SQL[]): SQL => sql`(${sql.join(alternatives, sql` or `)})`
