import type { TSchema } from '@sinclair/typebox'
import { sql } from 'drizzle-orm'
import type { Condition } from '../../shared/search'
import { badRequest, type TmfError } from '../errors'
import { shorten } from '../resource/json'
import { type Period, readPeriod } from './period'

export const documentJson = sql`document::jsonb`

export const isDate = (schema: TSchema | undefined): boolean => schema?.format === 'date-time'

/** The condition as an attribute of this type takes it: refuses values it can never have. */
export function readCondition(schema: TSchema | undefined, condition: Condition): Condition {
  // No word of a closed set has a comma: an encoded one, as most URL libraries write it, separates too.
  const exact = schema?.enum
    ? { ...condition, values: condition.values.flatMap((value) => value.split(',')) }
    : condition
  checkValues(schema, exact)
  return exact
}

/** Refuses values an attribute can never have: another word than the closed set's, text for a number. */
function checkValues(schema: TSchema | undefined, { path, op, values }: Condition): void {
  if (op === 'isnull' || op === 'regex' || op === 'like') return
  for (const value of values) {
    if (schema?.enum && !schema.enum.includes(value))
      throw invalidFilter(path, value, `${path} is one of ${schema.enum.join(', ')}`)
    if (schema?.type === 'boolean' && value !== 'true' && value !== 'false')
      throw invalidFilter(path, value, `${path} is true or false`)
    if ((schema?.type === 'number' || schema?.type === 'integer') && !isNumber(value))
      throw invalidFilter(path, value, `${path} is a number, such as 0.5, -3 or 1e6`)
  }
}

/** As JSON writes them, whatever JavaScript would read. */
const isNumber = (text: string): boolean =>
  /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text) && Number.isFinite(Number(text))

/** The periods a date-time is compared with. */
export function readPeriods({ path, op, values }: Condition): Period[] {
  if (op === 'regex' || op === 'like')
    throw invalidFilter(
      path,
      op,
      `${path} is a date and time: compare it with .gt, .gte, .lt, .lte or a part of a date, such as ${path}=2026-11`,
    )
  return values.map((value) => {
    const period = readPeriod(value)
    if (period) return period
    throw invalidFilter(
      path,
      value,
      `${path} is compared with a date and time with an offset, such as 2026-11-23T10:14:00Z, or a part of one: 2026-11-23, 2026-11, 2026`,
    )
  })
}

export const invalidFilter = (path: string, value: string, fix: string): TmfError =>
  badRequest('invalidFilter', `${path} cannot be compared with ${shorten(value) || 'nothing'}`, fix)

/** The one value of `.isnull`. */
export function isNull(path: string, values: string[]): boolean {
  const [value] = values
  if (values.length !== 1 || (value !== 'true' && value !== 'false'))
    throw badRequest(
      'invalidFilter',
      `${path}.isnull cannot be ${values.join(',') || 'empty'}`,
      `${path}.isnull is true or false`,
    )
  return value === 'true'
}

/** `*` stands for any run of characters, the rest for itself: as SQL's `like` has it. */
export const likePattern = (text: string): string => text.replace(/[\\%_]/g, '\\$&').replaceAll('*', '%')

/** The same as a regular expression. */
export const likeExpression = (text: string): string =>
  `^${text.replace(/[\\^$.|?+()[\]{}]/g, '\\$&').replaceAll('*', '.*')}$`
