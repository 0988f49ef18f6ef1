import { RE2JS } from 're2js'
import { isExactNumber } from '../../shared/exactNumber'
import { looseNumber } from '../../shared/looseNumber'
import type { Condition, Operator } from '../../shared/search'
import { badRequest, TmfError } from '../errors'
import type { AttributeType } from './attribute'
import { isDate, isNull, likeExpression, readCondition, readPeriods } from './filterValues'
import { scalarOf } from './pathFilter'
import { instantOf, type Period } from './period'

/** How much of documents may still be looked at: conditions on large arrays, repeated, would hold the server. */
export interface Effort {
  left: number
}

export function spend(effort: Effort, amount: number): void {
  effort.left -= amount
  if (effort.left < 0)
    throw new TmfError(
      413,
      'tooMuchToSearch',
      'The paths look at too much',
      'Write fewer operations or conditions, or name elements by their index. Nothing was changed.',
    )
}

/** Whether what an attribute has fits a condition. */
export type ValueMatcher = (values: unknown[], effort: Effort) => boolean

/** A condition in JavaScript: it means what `attributeFits` says in SQL, value by value. */
export function matchValue(type: AttributeType, condition: Condition): ValueMatcher {
  const { op, path, values } = condition
  if (op === 'isnull') {
    const wanted = isNull(path, values)
    return (found, effort) => leaves(found, effort).every((value) => value === null) === wanted
  }
  if (op === 'ne') {
    const isEqual = matchValue(type, { ...condition, op: 'eq' })
    return (found, effort) => !isEqual(found, effort)
  }
  if (isDate(type.schema)) {
    const within = readPeriods(condition).map((period) => inPeriod(op, period))
    return (found) =>
      found.some((value) => within.some((fits) => fits(typeof value === 'string' ? instantOf(value) : undefined)))
  }
  const tests = readCondition(type.schema, condition).values.map((value) => testOf(type, op, value))
  return (found, effort) =>
    leaves(found, effort).some((value) => {
      if (typeof value === 'string') spend(effort, value.length >> 4)
      return tests.some((fits) => fits(value, effort))
    })
}

/** What a lax JSON path of PostgreSQL compares: the elements of arrays, and of arrays in arrays. */
function leaves(values: unknown[], effort: Effort): unknown[] {
  const found = values.some(Array.isArray) ? values.flat(2) : values
  spend(effort, found.length)
  return found
}

type Order = Exclude<Operator, 'ne' | 'isnull' | 'regex' | 'like' | 'eq'>
const orders: Record<Order, (order: number) => boolean> = {
  gt: (order) => order > 0,
  gte: (order) => order >= 0,
  lt: (order) => order < 0,
  lte: (order) => order <= 0,
}

function testOf(
  type: AttributeType,
  op: Exclude<Operator, 'ne' | 'isnull'>,
  text: string,
): (value: unknown, effort: Effort) => boolean {
  if (op === 'regex' || op === 'like') {
    const pattern = compile(op === 'like' ? likeExpression(text) : text)
    const size = pattern.programSize()
    return (value, effort) => {
      if (typeof value !== 'string') return false
      // A character may take as many steps as the pattern has.
      spend(effort, (size * value.length) >> 6)
      return pattern.test(value)
    }
  }
  const scalar = scalarOf(type, text)
  const isWord = scalar === 'true' || scalar === 'false'
  const number = scalar === undefined || isWord ? undefined : Number(scalar)
  const loose = type.isLoose ? looseNumber(text) : undefined
  const numberOf = (value: unknown) =>
    typeof value === 'number'
      ? value
      : loose !== undefined && typeof value === 'string'
        ? looseNumber(value)
        : undefined
  if (op === 'eq') {
    const exact = scalar !== undefined && isExactNumber(scalar) ? number : undefined
    return (value) =>
      value === text || (isWord && value === (scalar === 'true')) || (exact !== undefined && numberOf(value) === exact)
  }
  const fits = orders[op]
  const fitsText = (value: unknown) =>
    typeof value === 'string' && fits(Buffer.compare(Buffer.from(value), Buffer.from(text)))
  if (number === undefined) return fitsText
  const isTextToo = type.isLoose && loose === undefined
  return (value) => {
    const found = numberOf(value)
    return found === undefined ? isTextToo && fitsText(value) : fits(found - number)
  }
}

/** Matched in time linear to the text, as nobody may stop the server with a pattern. */
function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern, RE2JS.DOTALL)
  } catch {
    throw badRequest(
      'invalidFilter',
      `A regular expression cannot be read: ${pattern.slice(0, 60)}`,
      'Write it as RE2 reads them: https://github.com/google/re2/wiki/Syntax',
    )
  }
}

function inPeriod(op: Exclude<Operator, 'ne' | 'isnull'>, period: Period): (instant: bigint | undefined) => boolean {
  const from = instantOf(period.from) ?? 0n
  const to = period.to === undefined ? undefined : instantOf(period.to)
  const compare = (instant: bigint): boolean => {
    if (op === 'gt') return to === undefined ? instant > from : instant >= to
    if (op === 'lte') return to === undefined ? instant <= from : instant < to
    if (op === 'gte') return instant >= from
    if (op === 'lt') return instant < from
    return to === undefined ? instant === from : instant >= from && instant < to
  }
  return (instant) => instant !== undefined && compare(instant)
}
