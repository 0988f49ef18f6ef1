import type { TSchema } from '@sinclair/typebox'
import { sql } from 'drizzle-orm'
import type { Condition, Operator } from '../../shared/search'
import { badRequest, type TmfError } from '../errors'
import { shorten } from '../resource/json'
import { isNumber } from './meaning'
import { type Period, readPeriod } from './period'

export const documentJson = sql`document::jsonb`

export const isDate = (schema: TSchema | undefined): boolean => schema?.format === 'date-time'

/** The condition with its values split as the type of the attribute requires. Rejects values that the attribute can never have. */
export function readCondition(schema: TSchema | undefined, condition: Condition): Condition {
  // No enum value contains a comma. Most URL libraries percent-encode the separating comma, so an encoded comma separates values, too.
  const exact = schema?.enum
    ? { ...condition, values: condition.values.flatMap((value) => value.split(',')) }
    : condition
  checkValues(schema, exact)
  return exact
}

/** Rejects values that the attribute can never have, such as a word outside its enum or text for a number. */
function checkValues(schema: TSchema | undefined, { path, op, values }: Condition): void {
  if (op === 'isnull' || op === 'regex' || op === 'like') return
  for (const value of values) {
    if (schema?.enum && !schema.enum.includes(value))
      throw invalidFilter(path, value, `${path} must be one of ${schema.enum.join(', ')}`)
    if (schema?.type === 'boolean' && value !== 'true' && value !== 'false')
      throw invalidFilter(path, value, `${path} must be true or false`)
    if (
      (schema?.type === 'number' || schema?.type === 'integer') &&
      !(isNumber(value) && Number.isFinite(Number(value)))
    )
      throw invalidFilter(path, value, `${path} must be a number, such as 0.5, -3 or 1e6`)
  }
}

/** The periods that a date-time attribute is compared with. */
export function readPeriods({ path, op, values, zone }: Condition): Period[] {
  if (op === 'regex' || op === 'like')
    throw unsupportedOperator(
      path,
      op,
      `${path} is a date-time. Use .gt, .gte, .lt, .lte or a partial date, such as ${path}=2026-11`,
    )
  return values.map((value) => {
    const period = readPeriod(value, zone)
    if (period) return period
    throw invalidFilter(
      path,
      value,
      `${path} must be compared with a date-time with an offset, such as 2026-11-23T10:14:00Z, or a partial date: 2026-11-23, 2026-11, 2026`,
    )
  })
}

/** The error for a value that an attribute cannot be compared with (400). */
const invalidFilter = (path: string, value: string, fix: string): TmfError =>
  badRequest('invalidFilter', `${path} cannot be compared with ${shorten(value) || 'an empty value'}`, fix)

/** The error for an operator that an attribute does not support (400). */
export const unsupportedOperator = (path: string, op: Operator, fix: string): TmfError =>
  badRequest('invalidFilter', `${path} does not support the operator .${op}`, fix)

/** The value of `.isnull`, which must be exactly one `true` or `false`. */
export function isNull(path: string, values: string[]): boolean {
  const [value] = values
  if (values.length !== 1 || (value !== 'true' && value !== 'false'))
    throw badRequest(
      'invalidFilter',
      `${path}.isnull cannot be ${values.join(',') || 'empty'}`,
      `${path}.isnull must be true or false`,
    )
  return value === 'true'
}

/** The pattern for SQL's `like`: `*` matches any number of characters, every other character matches itself. */
export const likePattern = (text: string): string => text.replace(/[\\%_]/g, '\\$&').replaceAll('*', '%')

/** The same pattern as a regular expression. */
export const likeExpression = (text: string): string =>
  `^${text.replace(/[\\^$.|?+()[\]{}]/g, '\\$&').replaceAll('*', '.*')}$`
