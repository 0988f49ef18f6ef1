import { type SQL, sql } from 'drizzle-orm'
import { looseNumber, looseNumberPattern } from '../../shared/looseNumber'
import type { Condition } from '../../shared/search'
import { type Attribute, type AttributeType, quoted } from './attribute'
import { documentJson, isNull, likeExpression } from './filterValues'

const signs = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

/** The SQL of a condition on the values at a JSON path of the document; one matching array element is enough. */
export function pathSql(attribute: Attribute, { path, op, values }: Condition): SQL {
  if (op === 'isnull') {
    const isPresent = exists(attribute, `${attribute.jsonPath} ? (@ != null)`)
    return isNull(path, values) ? sql`not ${isPresent}` : isPresent
  }
  const matches = exists(
    attribute,
    `${attribute.jsonPath} ? (${values.map((value) => comparisonOf(attribute, op === 'ne' ? 'eq' : op, value)).join(' || ')})`,
  )
  if (op === 'ne') return sql`not ${matches}`
  // The text search finds only the exact literal. A number stored as text has several spellings.
  return op === 'eq' && !attribute.isLoose && !attribute.source
    ? sql`case when ${textContains(attribute, values)} then ${matches} else false end`
    : matches
}

const exists = ({ source }: Attribute, path: string): SQL =>
  sql`jsonb_path_exists(${source ?? documentJson}, ${path}::jsonpath)`

function comparisonOf(attribute: Attribute, op: Exclude<Condition['op'], 'ne' | 'isnull'>, value: string): string {
  if (op === 'regex') return `@ like_regex ${quoted(value)} flag "s"`
  if (op === 'like') return `@ like_regex ${quoted(likeExpression(value))} flag "s"`
  const scalar = scalarOf(attribute, value)
  if (op === 'eq')
    return [
      `@ == ${quoted(value)}`,
      ...(scalar === undefined ? [] : scalarComparisons(attribute, '==', value, scalar)),
    ].join(' || ')
  // Text and numbers are not ordered relative to each other.
  return scalar === undefined || scalar === 'true' || scalar === 'false'
    ? `@ ${signs[op]} ${quoted(value)}`
    : scalarComparisons(attribute, signs[op], value, scalar).join(' || ')
}

/** Comparisons with a number, true or false. For characteristics also with numbers stored as text. */
function scalarComparisons({ isLoose }: Attribute, sign: string, value: string, scalar: string): string[] {
  const plain = `@ ${sign} ${scalar}`
  if (!isLoose || scalar === 'true' || scalar === 'false') return [plain]
  return [
    plain,
    looseNumber(value) === undefined
      ? `@ ${sign} ${quoted(value)}`
      : `exists(@ ? (${isNumberAsText} && @.double() ${sign} ${scalar}))`,
  ]
}

/** A JSON path predicate: the value is text that is a number. Inside `exists(@ ? …)`, lax mode tests each element of a nested array separately. */
const isNumberAsText = `@.type() == "string" && @ like_regex ${quoted(looseNumberPattern)}`

/**
 * True if the text of the document contains one of the values. JSON.stringify writes the documents, so a document with a value contains the
 * JSON text of that value. Testing the text first avoids most of the parsing, which costs 30 times as much.
 */
export function textContains(attribute: AttributeType, values: string[]): SQL {
  const literals = values.flatMap((value) => {
    const scalar = scalarOf(attribute, value)
    return scalar === undefined ? [quoted(value)] : [quoted(value), JSON.stringify(JSON.parse(scalar))]
  })
  return sql`(${sql.join(
    literals.map((literal) => sql`strpos(document::text, ${literal}) > 0`),
    sql` or `,
  )})`
}

/** The JSON literal (number, true or false) that the text of a condition may also mean. Undefined for attributes that TMF635 declares as strings. */
export function scalarOf({ schema }: AttributeType, value: string): string | undefined {
  if (schema?.type === 'string') return undefined
  if (value === 'true' || value === 'false') return value
  const isNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(value) && Number.isFinite(Number(value))
  return isNumber ? value : undefined
}
