import { Kind, type TObject, type TSchema } from '@sinclair/typebox'
import { type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Condition } from '../../shared/search'
import { badRequest, type TmfError } from '../errors'
import { columnFits, dateFits } from './columnFilter'
import { shorten } from './json'
import { type Lookup, pathFits } from './pathFilter'
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
  const shortForm = it.shortForms && Object.hasOwn(it.shortForms, asked.path) ? it.shortForms[asked.path] : undefined
  const condition = shortForm?.(asked) ?? asked
  const { path, op, values } = condition
  if (path === 'id') return columnFits(it.table.id, condition)
  if (path === 'href') {
    if (op === 'isnull') return columnFits(it.table.id, condition)
    if (op !== 'eq' && op !== 'ne') throw invalidFilter(path, op, 'An href is compared as a whole: href=http://…')
    return columnFits(it.table.id, { path, op, values: values.map((href) => idIn(href, `${base}/${it.path}/`)) })
  }
  const characteristic = it.characteristics && path.startsWith('characteristic.') ? path.slice('characteristic.'.length) : undefined
  if (it.characteristics && characteristic) return pathFits({ kind: 'characteristic', array: it.characteristics, name: characteristic }, condition)

  const schema = schemaAt(it.schema, path)
  const column = Object.hasOwn(it.promoted, path) ? it.promoted[path] : undefined
  if (schema?.format === 'date-time') return fitsDate(column ?? path, condition)
  // No word of a closed set has a comma: an encoded one, as most URL libraries write it, separates too.
  const exact = schema?.enum ? { ...condition, values: values.flatMap((value) => value.split(',')) } : condition
  checkValues(schema, exact)
  return column ? columnFits(column, exact) : pathFits(lookupOf(it, path, schema), exact)
}

function fitsDate(place: PgColumn | string, condition: Condition): SQL {
  const { path, op, values } = condition
  if (op === 'regex' || op === 'like')
    throw invalidFilter(path, op, `${path} is a date and time: compare it with .gt, .gte, .lt, .lte or a part of a date, such as ${path}=2026-11`)
  if (op === 'isnull') return typeof place === 'string' ? pathFits({ kind: 'any', path: place }, condition) : columnFits(place, condition)
  const periods = values.map((value) => {
    const period = readPeriod(value)
    if (!period)
      throw invalidFilter(path, value, `${path} is compared with a date and time with an offset, such as 2026-11-23T10:14:00Z, or a part of one: 2026-11-23, 2026-11, 2026`)
    return period
  })
  return dateFits(place, op, periods)
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

function lookupOf(it: Resource, path: string, schema: TSchema | undefined): Lookup {
  if (it.characteristics && path === `${it.characteristics}.value`) return { kind: 'loose', path }
  if (schema?.type === 'string') return { kind: 'text', path }
  return { kind: 'any', path }
}

const idIn = (href: string, prefix: string): string => (href.startsWith(prefix) ? href.slice(prefix.length) : '')

/** The schema of the attribute at a dotted path, or nothing when it is not declared. */
function schemaAt(schema: TObject, path: string): TSchema | undefined {
  let at: TSchema | undefined = schema
  for (const part of path.split('.')) {
    if (at?.[Kind] === 'Array') at = at.items as TSchema
    at = at?.properties && Object.hasOwn(at.properties, part) ? at.properties[part] : undefined
  }
  return at
}
