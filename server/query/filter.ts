import { SQL, sql } from 'drizzle-orm'
import type { Condition } from '../../shared/search'
import type { Resource } from '../resource/resource'
import { arrival, arrivalSql } from './arrival'
import { type Attribute, attributeAt } from './attribute'
import { expandShortForm } from './checkAttributeName'
import { columnSql, dateSql, searchKeySql } from './columnFilter'
import { isDate, readCondition, readPeriods, unsupportedOperator } from './filterValues'
import { pathSql } from './pathFilter'
import { utcDatesOf } from './period'

/**
 * The SQL of the conditions of a list (TMF630 part 1, 4.4): `and` within a group, `or` between groups. Undefined without conditions.
 * Attributes with a column use its index; other attributes are searched in the document, where one matching array element is enough.
 * Conditions that are SQL already are copied unchanged.
 */
export function groupsSql(it: Resource, any: (Condition | SQL)[][], base: string): SQL | undefined {
  if (any.length === 0) return undefined
  const groups = any.map(
    (group) =>
      sql`(${sql.join(
        group.map((condition) => (condition instanceof SQL ? condition : conditionSql(it, condition, base))),
        sql` and `,
      )})`,
  )
  return sql`(${sql.join(groups, sql` or `)})`
}

function conditionSql(it: Resource, asked: Condition, base: string): SQL {
  const condition = expandShortForm(it, asked)
  const { path } = condition
  if (path === 'href') return hrefSql(it, condition, base)
  if (path === arrival) return arrivalSql(it.table.id, condition)
  return attributeSql(attributeAt(it, path), condition)
}

/** The SQL of a condition on `href`, which is not stored: the id in the address is compared with the id column. */
export function hrefSql(it: Resource, { path, op, values }: Condition, base: string): SQL {
  if (op === 'isnull') return columnSql(it.table.id, { path, op, values })
  if (op !== 'eq' && op !== 'ne') throw unsupportedOperator(path, op, 'Use a complete address: href=http://…')
  return columnSql(it.table.id, { path, op, values: values.map((href) => idIn(href, `${base}/${it.path}/`)) })
}

/** The SQL of a condition on an attribute: on its date, search keys, column or JSON path. */
export function attributeSql(attribute: Attribute, condition: Condition): SQL {
  const { schema, column, keyed } = attribute
  if (isDate(schema) && condition.op !== 'isnull') return dateSql(attribute, condition.op, readPeriods(condition))
  const exact = readCondition(schema, condition)
  if (keyed && (exact.op === 'eq' || exact.op === 'ne')) {
    const dates = attribute.isOpen ? exact.values.flatMap((value) => utcDatesOf(value, exact.zone)) : exact.values
    if (dates.length === exact.values.length) return searchKeySql(keyed.column, exact.op, exact.values.map(keyed.key))
    // Keys are made for days of UTC. A day of another zone is a part of two of these.
    const equal: Condition = { ...exact, op: 'eq' }
    const matches = sql`(${searchKeySql(keyed.column, 'eq', dates.map(keyed.key))} and ${pathSql(attribute, equal)})`
    return exact.op === 'eq' ? matches : sql`(${matches}) is not true`
  }
  if (keyed?.form && exact.op === 'isnull') return columnSql(keyed.column, exact)
  if (keyed?.form) throw unsupportedOperator(exact.path, exact.op, `Use a complete value: ${exact.path}=${keyed.form}`)
  return column ? columnSql(column, exact) : pathSql(attribute, exact)
}

const idIn = (href: string, prefix: string): string => (href.startsWith(prefix) ? href.slice(prefix.length) : '')
