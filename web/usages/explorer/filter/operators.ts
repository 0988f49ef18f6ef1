import { anything, type Condition, type Operator } from '../../../../shared/search'
import { explorer } from '../../../messages/explorer'
import type { AttributeKind } from '../search/attributes'

/** The operators in the filter editor. */
export type Way = Exclude<Operator, 'isnull'> | 'absent' | 'present'

const texts = explorer.editor.operators

const ways: Record<AttributeKind, Way[]> = {
  status: ['eq', 'ne'],
  specification: ['eq', 'ne'],
  boolean: ['eq', 'absent', 'present'],
  text: ['eq', 'ne', 'like', 'regex', 'absent', 'present'],
  number: ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'absent', 'present'],
  date: ['gte', 'lt', 'eq', 'absent', 'present'],
  rule: ['eq', 'ne', 'absent', 'present'],
  anything: ['eq'],
}

const ofDates: Partial<Record<Way, string>> = { gte: texts.from, lt: texts.until, eq: texts.on }

/** The operators for a kind of attribute, including the one in use. */
export const waysOf = (kind: AttributeKind, inUse: Way): { value: Way; label: string }[] =>
  [...new Set([...ways[kind], inUse])].map((value) => ({
    value,
    label: (kind === 'date' && ofDates[value]) || texts[value],
  }))

export const wayOf = ({ op, values }: Condition): Way =>
  op === 'isnull' ? (values.includes('true') ? 'absent' : 'present') : op

export const withWay = (path: string, way: Way, values: string[]): Condition =>
  way === 'absent' || way === 'present'
    ? { path, op: 'isnull', values: [String(way === 'absent')] }
    : { path, op: way, values: takesOne(way) ? values.slice(0, 1) : values }

/** Whether an operator takes one value rather than a list. */
export const takesOne = (way: Way): boolean => ['gt', 'gte', 'lt', 'lte', 'regex'].includes(way)

export const takesNone = (way: Way): boolean => way === 'absent' || way === 'present'

const opposites: Partial<Record<Way, Way>> = {
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
  const way = condition.path === anything ? undefined : opposites[wayOf(condition)]
  return way && withWay(condition.path, way, condition.values)
}
