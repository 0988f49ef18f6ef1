import { type SQL, sql } from 'drizzle-orm'
import type { Condition, Operator } from '../../shared/search'
import { type Attribute, type AttributeType, quoted } from './attribute'
import { documentJson, isNull, likeExpression } from './filterValues'
import { isNumber } from './meaning'
import { isPlainText, mostSingle, openSql, spellingSql } from './openFilter'

const signs = { eq: '==', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

/** The SQL of a condition on the values at a JSON path of the document; one matching array element is enough. */
export function pathSql(attribute: Attribute, condition: Condition): SQL {
  const { path, op, values, zone } = condition
  if (op === 'isnull') {
    const isPresent = exists(attribute, '@ != null')
    return isNull(path, values) ? sql`not ${isPresent}` : isPresent
  }
  if (op === 'ne') return sql`not ${pathSql(attribute, { ...condition, op: 'eq' })}`
  if (op === 'regex') return exists(attribute, anyOf(values.map((value) => likeRegex(value))))
  if (op === 'like') return exists(attribute, anyOf(values.map((value) => likeRegex(likeExpression(value)))))
  const isLong = values.length > mostSingle
  if (isLong && op === 'eq' && !attribute.isOpen)
    return valueExists(attribute, (value) => isOneOf(attribute, value, values))
  const isByMeaning = attribute.isOpen && (op !== 'eq' || isLong || !values.every(isPlainText))
  const matches = isByMeaning
    ? valueExists(attribute, (value) => openSql(value, op, values, zone))
    : exists(attribute, anyOf(values.map((value) => comparisonOf(attribute, op, value))))
  // The search for one text is faster than parsing, the search for many is not.
  const contained = op === 'eq' && !attribute.source && !isLong ? textContains(attribute, values) : undefined
  return contained ? sql`case when ${contained} then ${matches} else false end` : matches
}

const exists = ({ jsonPath, source }: Attribute, test: string): SQL =>
  sql`jsonb_path_exists(${source ?? documentJson}, ${`${jsonPath} ? (${test})`}::jsonpath)`

/** True if one of the values at a path passes a test. Arrays are replaced by their elements, two levels deep, as in a comparison of a JSON path. */
export const valueExists = ({ jsonPath, source }: Attribute, test: (value: SQL) => SQL): SQL =>
  sql`exists (select from jsonb_path_query(${source ?? documentJson}, ${`${jsonPath}[*][*]`}::jsonpath) as at (value) where ${test(sql`value`)})`

/** True if a value of a declared type is one of many. PostgreSQL hashes the arrays. */
function isOneOf(type: AttributeType, value: SQL, values: string[]): SQL {
  const scalars = values.map((one) => scalarOf(type, one)).filter((scalar) => scalar !== undefined)
  return sql`case jsonb_typeof(${value})
    when 'string' then ${value} #>> '{}' = any(${sql.param(values)}::text[])
    when 'number' then ${value}::numeric = any(${sql.param(scalars.filter((scalar) => !isWord(scalar)))}::numeric[])
    when 'boolean' then ${value}::text = any(${sql.param(scalars.filter(isWord))}::text[])
    end`
}

const isWord = (scalar: string): boolean => scalar === 'true' || scalar === 'false'

const anyOf = (tests: string[]): string => tests.join(' || ')

const likeRegex = (pattern: string): string => `@ like_regex ${quoted(pattern)} flag "s"`

function comparisonOf(type: AttributeType, op: Exclude<Operator, 'ne' | 'isnull' | 'regex' | 'like'>, value: string) {
  const scalar = scalarOf(type, value)
  const asText = `@ ${signs[op]} ${quoted(value)}`
  // `true` and `false` have no order.
  if (scalar === undefined || (op !== 'eq' && isWord(scalar))) return asText
  const asScalar = `@ ${signs[op]} ${scalar}`
  return op === 'eq' ? anyOf([asText, asScalar]) : asScalar
}

/**
 * True if the text of the document contains one of the values. JSON.stringify writes the documents, so a document with a value contains the
 * JSON text of that value. Testing the text first avoids most of the parsing, which costs 30 times as much. Undefined for values with many spellings.
 */
export function textContains(type: AttributeType, values: string[]): SQL | undefined {
  const tests = type.isOpen
    ? values.map(spellingSql)
    : values.flatMap((value) => literalsOf(type, value)).map((literal) => sql`strpos(document::text, ${literal}) > 0`)
  return tests.every((test) => test !== undefined) ? sql`(${sql.join(tests, sql` or `)})` : undefined
}

function literalsOf(type: AttributeType, value: string): string[] {
  const scalar = scalarOf(type, value)
  return scalar === undefined ? [quoted(value)] : [quoted(value), JSON.stringify(JSON.parse(scalar))]
}

/** The JSON literal (number, true or false) that the text of a condition may also mean. Undefined for attributes that TMF635 declares as strings. */
export function scalarOf({ schema }: AttributeType, value: string): string | undefined {
  if (schema?.type === 'string') return undefined
  const isScalar = value === 'true' || value === 'false' || (isNumber(value) && Number.isFinite(Number(value)))
  return isScalar ? value : undefined
}
