import { type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Condition, Operator } from '../../shared/search'
import type { Attribute } from './attribute'
import { isNull, likePattern } from './filterValues'
import { mostSingle, periodsSql } from './openFilter'
import { valueExists } from './pathFilter'
import type { Period } from './period'
import { dateTimeSql } from './valueSql'

const signs = { gt: sql`>`, gte: sql`>=`, lt: sql`<`, lte: sql`<=` }

/** The SQL of a condition on a text column. */
export function columnSql(column: PgColumn, { path, op, values }: Condition): SQL {
  const texts = sql`${sql.param(values)}::text[]`
  switch (op) {
    case 'eq':
      // An index returns the rows of one value in order. With `any` of an array it does not.
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
      return sql`${column} ${signs[op]} any(${texts})`
  }
}

/** True for rows whose search keys contain at least one of the keys; with `ne`, for rows whose search keys contain none. */
export function searchKeySql(column: PgColumn, op: 'eq' | 'ne', keys: string[]): SQL {
  const all = sql`${sql.param(`{${keys.join(',')}}`)}::bigint[]`
  // The operator && compares each key of a row with each of these; only an index is faster than a hash table then.
  if (op === 'ne' && keys.length > mostSingle)
    return sql`not exists (select from unnest(${column}) as one (key) where key = any(${all}))`
  const matches = sql`${column} && ${all}`
  return op === 'eq' ? matches : sql`(${matches}) is not true`
}

/** True for rows whose search keys contain all of the keys. */
export const allSearchKeysSql = (column: PgColumn, keys: string[]): SQL =>
  sql`${column} @> ${sql.param(`{${keys.join(',')}}`)}::bigint[]`

/** The SQL of a condition on a date-time: the value of a column, or any of the values at a path of the document. */
export function dateSql(attribute: Attribute, op: Operator, periods: Period[]): SQL {
  const within = (instant: SQL) => periodsSql(instant, op, periods)
  const { column } = attribute
  const matches = column ? within(sql`${column}`) : valueExists(attribute, (value) => within(dateTimeSql(value)))
  return op === 'ne' ? sql`(${matches}) is not true` : matches
}
