import { anything, type Condition, type Operator } from '../../../../shared/search'
import { explorer } from '../../../messages/explorer'
import type { AttributeKind } from '../search/attributes'

/** The operators in the filter editor. */
export type FilterOperator = Exclude<Operator, 'isnull'> | 'absent' | 'present'

const texts = explorer.editor.operators

const operators: Record<AttributeKind, FilterOperator[]> = {
  status: ['eq', 'ne'],
  specification: ['eq', 'ne'],
  boolean: ['eq', 'absent', 'present'],
  text: ['eq', 'ne', 'like', 'regex', 'absent', 'present'],
  number: ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'absent', 'present'],
  date: ['gte', 'lt', 'eq', 'absent', 'present'],
  rule: ['eq', 'ne', 'absent', 'present'],
  anything: ['eq'],
}

const ofDates: Partial<Record<FilterOperator, string>> = { gte: texts.from, lt: texts.until, eq: texts.on }

/** The operators for a kind of attribute, including the one in use. */
export const operatorsFor = (kind: AttributeKind, inUse: FilterOperator): { value: FilterOperator; label: string }[] =>
  [...new Set([...operators[kind], inUse])].map((value) => ({
    value,
    label: (kind === 'date' && ofDates[value]) || texts[value],
  }))

export const operatorOf = ({ op, values }: Condition): FilterOperator =>
  op === 'isnull' ? (values.includes('true') ? 'absent' : 'present') : op

export const withOperator = (path: string, operator: FilterOperator, values: string[]): Condition =>
  operator === 'absent' || operator === 'present'
    ? { path, op: 'isnull', values: [String(operator === 'absent')] }
    : { path, op: operator, values: takesOneValue(operator) ? values.slice(0, 1) : values }

/** Whether an operator takes one value rather than a list. */
export const takesOneValue = (operator: FilterOperator): boolean =>
  ['gt', 'gte', 'lt', 'lte', 'regex'].includes(operator)

export const takesNoValue = (operator: FilterOperator): boolean => operator === 'absent' || operator === 'present'

const opposites: Partial<Record<FilterOperator, FilterOperator>> = {
  eq: 'ne',
  ne: 'eq',
  gt: 'lte',
  lte: 'gt',
  gte: 'lt',
  lt: 'gte',
  absent: 'present',
  present: 'absent',
}

/** The condition that matches all other usages; undefined if the query language has none. */
export function opposite(condition: Condition): Condition | undefined {
  const operator = condition.path === anything ? undefined : opposites[operatorOf(condition)]
  return operator && withOperator(condition.path, operator, condition.values)
}
