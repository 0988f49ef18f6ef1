import { SQL, sql } from 'drizzle-orm'
import type { Condition } from '../../shared/search'
import type { Resource } from '../resource/resource'
import { type Attribute, attributeAt } from './attribute'
import { inFull } from './checkAttributeName'
import { columnFits, dateFits, keyFits } from './columnFilter'
import { invalidFilter, isDate, readCondition, readPeriods } from './filterValues'
import { pathFits } from './pathFilter'

/**
 * The SQL of a list's conditions (TMF630 part 1, 4.4): what fits one group fits. Undefined when there are none. Attributes with a column
 * use its index; others are looked for in the document, where any element of an array will do. What is SQL already stays as it is.
 */
export function where(it: Resource, any: (Condition | SQL)[][], base: string): SQL | undefined {
  if (any.length === 0) return undefined
  const groups = any.map(
    (group) =>
      sql`(${sql.join(
        group.map((condition) => (condition instanceof SQL ? condition : fits(it, condition, base))),
        sql` and `,
      )})`,
  )
  return sql`(${sql.join(groups, sql` or `)})`
}

function fits(it: Resource, asked: Condition, base: string): SQL {
  const condition = inFull(it, asked)
  const { path } = condition
  if (path === 'href') return hrefFits(it, condition, base)
  return attributeFits(attributeAt(it, path), condition)
}

/** A condition on what is not stored: the id says it. */
export function hrefFits(it: Resource, { path, op, values }: Condition, base: string): SQL {
  if (op === 'isnull') return columnFits(it.table.id, { path, op, values })
  if (op !== 'eq' && op !== 'ne') throw invalidFilter(path, op, 'An href is compared as a whole: href=http://…')
  return columnFits(it.table.id, { path, op, values: values.map((href) => idIn(href, `${base}/${it.path}/`)) })
}

/** A condition on an attribute, wherever it is looked up. */
export function attributeFits(attribute: Attribute, condition: Condition): SQL {
  const { schema, column, keyed } = attribute
  if (isDate(schema) && condition.op !== 'isnull') return dateFits(attribute, condition.op, readPeriods(condition))
  const exact = readCondition(schema, condition)
  if (keyed && (exact.op === 'eq' || exact.op === 'ne'))
    return keyFits(keyed.column, exact.op, exact.values.map(keyed.key))
  if (keyed?.form && exact.op === 'isnull') return columnFits(keyed.column, exact)
  if (keyed?.form)
    throw invalidFilter(exact.path, exact.op, `${exact.path} is compared as a whole: ${exact.path}=${keyed.form}`)
  return column ? columnFits(column, exact) : pathFits(attribute, exact)
}

const idIn = (href: string, prefix: string): string => (href.startsWith(prefix) ? href.slice(prefix.length) : '')
