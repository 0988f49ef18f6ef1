import { type SQL, sql } from 'drizzle-orm'
import { looseNumber, looseNumberPattern } from '../../shared/looseNumber'
import type { Condition } from '../../shared/search'
import { type Attribute, type AttributeType, quoted } from './attribute'
import { documentJson, isNull, likeExpression } from './filterValues'

const signs = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

/** A condition on what a document holds at a path; any element of an array will do. */
export function pathFits(attribute: Attribute, { path, op, values }: Condition): SQL {
  if (op === 'isnull') {
    const there = exists(attribute, `${attribute.jsonPath} ? (@ != null)`)
    return isNull(path, values) ? sql`not ${there}` : there
  }
  const fitting = exists(
    attribute,
    `${attribute.jsonPath} ? (${values.map((value) => testOf(attribute, op === 'ne' ? 'eq' : op, value)).join(' || ')})`,
  )
  if (op === 'ne') return sql`not ${fitting}`
  // A number that may stand as text may be written in ways we cannot look for.
  return op === 'eq' && !attribute.isLoose && !attribute.source
    ? sql`case when ${mentions(attribute, values)} then ${fitting} else false end`
    : fitting
}

const exists = ({ source }: Attribute, path: string): SQL =>
  sql`jsonb_path_exists(${source ?? documentJson}, ${path}::jsonpath)`

function testOf(attribute: Attribute, op: Exclude<Condition['op'], 'ne' | 'isnull'>, value: string): string {
  if (op === 'regex') return `@ like_regex ${quoted(value)} flag "s"`
  if (op === 'like') return `@ like_regex ${quoted(likeExpression(value))} flag "s"`
  const scalar = scalarOf(attribute, value)
  if (op === 'eq')
    return [`@ == ${quoted(value)}`, ...(scalar === undefined ? [] : tests(attribute, '==', value, scalar))].join(
      ' || ',
    )
  // Text and numbers have no order among each other.
  return scalar === undefined || scalar === 'true' || scalar === 'false'
    ? `@ ${signs[op]} ${quoted(value)}`
    : tests(attribute, signs[op], value, scalar).join(' || ')
}

/** Comparisons with a number, true or false; characteristics have numbers as text, too. */
function tests({ isLoose }: Attribute, sign: string, value: string, scalar: string): string[] {
  const plain = `@ ${sign} ${scalar}`
  if (!isLoose || scalar === 'true' || scalar === 'false') return [plain]
  return [
    plain,
    looseNumber(value) === undefined
      ? `@ ${sign} ${quoted(value)}`
      : `exists(@ ? (${isNumberAsText} && @.double() ${sign} ${scalar}))`,
  ]
}

/** Of arrays in arrays, each element by itself. */
const isNumberAsText = `@.type() == "string" && @ like_regex ${quoted(looseNumberPattern)}`

/**
 * Whether the document's text mentions one of the values. Documents are written by JSON.stringify, so one that has a value holds its very
 * text: looking for that first spares most of the parsing, which is 30 times as dear.
 */
export function mentions(attribute: AttributeType, values: string[]): SQL {
  const literals = values.flatMap((value) => {
    const scalar = scalarOf(attribute, value)
    return scalar === undefined ? [quoted(value)] : [quoted(value), JSON.stringify(JSON.parse(scalar))]
  })
  return sql`(${sql.join(
    literals.map((literal) => sql`strpos(document::text, ${literal}) > 0`),
    sql` or `,
  )})`
}

/** The number, true or false that a value may also stand for; none where TMF635 says it is text. */
export function scalarOf({ schema }: AttributeType, value: string): string | undefined {
  if (schema?.type === 'string') return undefined
  if (value === 'true' || value === 'false') return value
  const isNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(value) && Number.isFinite(Number(value))
  return isNumber ? value : undefined
}
