import type { TSchema } from '@sinclair/typebox'
import { type SQL, sql } from 'drizzle-orm'
import type { Condition } from '../../shared/search'
import { badRequest, type TmfError } from '../errors'
import { type Attribute, attributeAt, longForm } from './attribute'
import { columnFits, dateFits, keyFits } from './columnFilter'
import { shorten } from './json'
import { pathFits } from './pathFilter'
import { readPeriod } from './period'
import type { Resource } from './resource'

/**
 * The SQL of a list's conditions (TMF630 part 1, 4.4): what fits one group fits. Undefined when there are none. Attributes with a column
 * use its index; others are looked for in the document, where any element of an array will do.
 */
export function where(it: Resource, any: Condition[][], base: string): SQL | undefined {
  if (any.length === 0) return undefined
  const groups = any.map(
    (group) =>
      sql`(${sql.join(
        group.map((condition) => fits(it, condition, base)),
        sql` and `,
      )})`,
  )
  return sql`(${sql.join(groups, sql` or `)})`
}

function fits(it: Resource, asked: Condition, base: string): SQL {
  const condition: Condition = { ...asked, ...longForm(it, asked.path) }
  const { path, op, values } = condition
  if (path === 'href') {
    if (op === 'isnull') return columnFits(it.table.id, condition)
    if (op !== 'eq' && op !== 'ne') throw invalidFilter(path, op, 'An href is compared as a whole: href=http://…')
    return columnFits(it.table.id, { path, op, values: values.map((href) => idIn(href, `${base}/${it.path}/`)) })
  }
  const attribute = attributeAt(it, path)
  const { schema, column } = attribute
  if (schema?.format === 'date-time') return fitsDate(attribute, condition)
  // No word of a closed set has a comma: an encoded one, as most URL libraries write it, separates too.
  const exact = schema?.enum ? { ...condition, values: values.flatMap((value) => value.split(',')) } : condition
  checkValues(schema, exact)
  if (it.keyed && attribute.key && (op === 'eq' || op === 'ne')) return keyFits(it.keyed.column, op, exact.values.map(attribute.key))
  return column ? columnFits(column, exact) : pathFits(attribute, exact)
}

function fitsDate(attribute: Attribute, condition: Condition): SQL {
  const { path, op, values } = condition
  if (op === 'regex' || op === 'like')
    throw invalidFilter(path, op, `${path} is a date and time: compare it with .gt, .gte, .lt, .lte or a part of a date, such as ${path}=2026-11`)
  if (op === 'isnull') return attribute.column ? columnFits(attribute.column, condition) : pathFits(attribute, condition)
  const periods = values.map((value) => {
    const period = readPeriod(value)
    if (!period)
      throw invalidFilter(path, value, `${path} is compared with a date and time with an offset, such as 2026-11-23T10:14:00Z, or a part of one: 2026-11-23, 2026-11, 2026`)
    return period
  })
  return dateFits(attribute, op, periods)
}

/** Refuses values an attribute can never have: another word than the closed set's, text for a number. */
function checkValues(schema: TSchema | undefined, { path, op, values }: Condition): void {
  if (op === 'isnull' || op === 'regex' || op === 'like') return
  for (const value of values) {
    if (schema?.enum && !schema.enum.includes(value)) throw invalidFilter(path, value, `${path} is one of ${schema.enum.join(', ')}`)
    if (schema?.type === 'boolean' && value !== 'true' && value !== 'false') throw invalidFilter(path, value, `${path} is true or false`)
    if ((schema?.type === 'number' || schema?.type === 'integer') && !Number.isFinite(Number(value || Number.NaN))) throw invalidFilter(path, value, `${path} is a number`)
  }
}

const invalidFilter = (path: string, value: string, fix: string): TmfError => badRequest('invalidFilter', `${path} cannot be compared with ${shorten(value) || 'nothing'}`, fix)

const idIn = (href: string, prefix: string): string => (href.startsWith(prefix) ? href.slice(prefix.length) : '')
