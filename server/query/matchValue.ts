import { RE2JS } from 're2js'
import { compareNumbers, isExactNumber } from '../../shared/exactNumber'
import type { Condition, Operator } from '../../shared/search'
import { badRequest, TmfError } from '../errors'
import type { AttributeType } from './attribute'
import { isDate, isNull, likeExpression, readCondition, readPeriods } from './filterValues'
import { type Comparing, matchOpen, matchPeriod, orders } from './openFilter'
import { scalarOf } from './pathFilter'
import { instantOf } from './period'

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
    const within = readPeriods(condition).map((period) => matchPeriod(op, period))
    return (found, budget) =>
      flattenArrays(found, budget).some((value) => {
        const instant = typeof value === 'string' ? instantOf(value) : undefined
        return instant !== undefined && within.some((fits) => fits(instant))
      })
  }
  const tests = readCondition(type.schema, condition).values.map((value) => testOf(type, op, value, condition.zone))
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

function testOf(
  type: AttributeType,
  op: Exclude<Operator, 'ne' | 'isnull'>,
  text: string,
  zone: string | undefined,
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
  return type.isOpen ? matchOpen(op, text, zone) : matchDeclared(type, op, text)
}

/** Compares values of the declared type with text: numbers with numbers, and text by its bytes. */
function matchDeclared(type: AttributeType, op: Comparing, text: string): (value: unknown) => boolean {
  const scalar = scalarOf(type, text)
  const isWord = scalar === 'true' || scalar === 'false'
  if (op === 'eq') {
    const exact = scalar !== undefined && isExactNumber(scalar) ? Number(scalar) : undefined
    return (value) =>
      value === text || (isWord && value === (scalar === 'true')) || (exact !== undefined && value === exact)
  }
  const fits = orders[op]
  if (scalar === undefined || isWord)
    return (value) => typeof value === 'string' && fits(Buffer.compare(Buffer.from(value), Buffer.from(text)))
  return (value) => typeof value === 'number' && fits(compareNumbers(String(value), scalar))
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
