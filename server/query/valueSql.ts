import { type SQL, sql } from 'drizzle-orm'
import { patterns, standIns } from './meaning'

/*
 * The meaning of a JSON value in SQL: the same as in meaning.ts. Each expression is null for a value of another kind. A cast is evaluated only
 * for text that matches its pattern, so that no stored value makes a query fail.
 */

/** Number, instant and time are read from the member that an object stands for. */
const scalar = (value: SQL): SQL =>
  sql`case jsonb_typeof(${value}) when 'object' then coalesce(${sql.join(
    standIns.map((name) => sql`nullif(${value} -> '${sql.raw(name)}', 'null')`),
    sql`, `,
  )}) else ${value} end`

const matches = (value: SQL, pattern: string): SQL =>
  sql`jsonb_typeof(${value}) = 'string' and ${value} #>> '{}' ~ '${sql.raw(pattern)}'`

export const booleanSql = (value: SQL): SQL =>
  sql`case when ${value} in ('true', '"true"') then true when ${value} in ('false', '"false"') then false end`

export function numberSql(json: SQL): SQL {
  const value = sql`(${scalar(json)})`
  return sql`case when jsonb_typeof(${value}) = 'number' then ${value}::numeric when ${matches(value, patterns.number)} then (${value} #>> '{}')::numeric end`
}

export function instantSql(json: SQL): SQL {
  const value = sql`(${scalar(json)})`
  const text = sql`(${value} #>> '{}')`
  return sql`case when ${matches(value, patterns.instant)} then (case length(${text}) when 10 then ${text} || 'T00:00:00Z' when 7 then ${text} || '-01T00:00:00Z' else ${text} end)::timestamptz end`
}

/** The instant of a value of an attribute that is declared as a date-time. */
export const dateTimeSql = (value: SQL): SQL =>
  sql`case when ${matches(value, patterns.dateTime)} then (${value} #>> '{}')::timestamptz end`

/** A time of day, as an instant on the first day of 1970. */
export function timeSql(value: SQL): SQL {
  const text = sql`(${value} #>> '{}')`
  return sql`case when ${matches(value, patterns.time)} then ('1970-01-01T' || ${text} || case when ${text} ~ '[Z+-]' then '' else 'Z' end)::timestamptz end`
}

/** Text that means only itself. Compared by its bytes. */
export const textSql = (value: SQL): SQL =>
  sql`case when jsonb_typeof(${value}) = 'string' and ${value} #>> '{}' !~ '${sql.raw(patterns.special)}' then ${value} #>> '{}' end collate "C"`

/**
 * The place of a value in a sorted list, as JSON: false and true, then numbers, instants, times of day, text by its bytes, other objects and
 * arrays. So values of one kind are in the order of `.gt`. Null for JSON's null.
 */
export function orderSql(value: SQL): SQL {
  const placed = (place: number, of: SQL) => sql`'[${sql.raw(String(place))}]'::jsonb || ${of}`
  return sql`case when ${value} <> 'null' then coalesce(${sql.join(
    [
      placed(1, sql`to_jsonb(${booleanSql(value)})`),
      placed(2, sql`to_jsonb(${numberSql(value)})`),
      placed(3, sql`to_jsonb(extract(epoch from ${instantSql(value)}))`),
      placed(4, sql`to_jsonb(extract(epoch from ${timeSql(value)}))`),
      // In hexadecimal digits, because a database may order text by the rules of a language.
      placed(5, sql`to_jsonb(encode(convert_to(${textSql(value)}, 'UTF8'), 'hex'))`),
      placed(6, sql`jsonb_build_array(${value})`),
    ],
    sql`, `,
  )}) end`
}
