import { RE2JS } from 're2js'
import { isExactNumber } from '../../shared/exactNumber'
import { looseNumber } from '../../shared/looseNumber'
import type { Condition, Operator } from '../../shared/search'
import { badRequest, TmfError } from '../errors'
import type { AttributeType } from './attribute'
import { isDate, isNull, likeExpression, readCondition, readPeriods } from './filterValues'
import { scalarOf } from './pathFilter'
import { instantOf, type Period } from './period'

/** The remaining work, in values visited (plus a share for text length). The limit exists because repeated conditions on large arrays would block the server. */
export interface WorkBudget {
  left: number
}

/** Deducts work from the budget. Answers 413 when the budget is exhausted. */
export function spend(budget: WorkBudget, amount: number): void {
  budget.left -= amount
  if (budget.left < 0)
    throw new TmfError(
      413,
      'tooMuchToSearch',
      'The paths search too many values',
      'Use fewer operations or conditions, or select array elements by index. Nothing was changed.',
    )
}

/** True if the values of an attribute fulfil a condition. */
export type ValueMatcher = (values: unknown[], budget: WorkBudget) => boolean

/** Compiles a condition to a JavaScript predicate, with the same meaning as `attributeSql` for every value. */
export function matchValue(type: AttributeType, condition: Condition): ValueMatcher {
  const { op, path, values } = condition
  if (op === 'isnull') {
    const wanted = isNull(path, values)
    return (found, budget) => flattenArrays(found, budget).every((value) => value === null) === wanted
  }
  if (op === 'ne') {
    const isEqual = matchValue(type, { ...condition, op: 'eq' })
    return (found, budget) => !isEqual(found, budget)
  }
  if (isDate(type.schema)) {
    const within = readPeriods(condition).map((period) => inPeriod(op, period))
    return (found) =>
      found.some((value) => within.some((fits) => fits(typeof value === 'string' ? instantOf(value) : undefined)))
  }
  const tests = readCondition(type.schema, condition).values.map((value) => testOf(type, op, value))
  return (found, budget) =>
    flattenArrays(found, budget).some((value) => {
      if (typeof value === 'string') spend(budget, value.length >> 4)
      return tests.some((fits) => fits(value, budget))
    })
}

/** The values that a lax JSON path of PostgreSQL compares: arrays are replaced by their elements, two levels deep. */
function flattenArrays(values: unknown[], budget: WorkBudget): unknown[] {
  const found = values.some(Array.isArray) ? values.flat(2) : values
  spend(budget, found.length)
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
): (value: unknown, budget: WorkBudget) => boolean {
  if (op === 'regex' || op === 'like') {
    const pattern = compile(op === 'like' ? likeExpression(text) : text)
    const size = pattern.programSize()
    return (value, budget) => {
      if (typeof value !== 'string') return false
      // The matcher may take one step for each instruction of the pattern at each character.
      spend(budget, (size * value.length) >> 6)
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

/** Compiles a regular expression with RE2, which matches in linear time, so that no pattern can block the server. */
function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern, RE2JS.DOTALL)
  } catch {
    throw badRequest(
      'invalidFilter',
      `Invalid regular expression: ${pattern.slice(0, 60)}`,
      'Use the RE2 syntax: https://github.com/google/re2/wiki/Syntax',
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
