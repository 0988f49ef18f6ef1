import type { Axis } from '../../shared/api/histogram'
import { millisecondsOf } from '../../shared/dateTime'
import { type Condition, equal, type Search } from '../../shared/search'
import { expandShortForm } from '../query/checkAttributeName'
import { type Period, readPeriod } from '../query/period'
import { usage } from '../usage/usage'
import type { Span } from './buckets'

/** What of a search the tally knows. */
export interface TallyConditions {
  /** Conditions on what usages are counted by. */
  any: Condition[][]
  /** What lies outside does not fit; what lies inside `whole` does, as far as its time is concerned. */
  span: Span
  whole: Span
  /** Whether that is all there is to the search. */
  isAll: boolean
}

const counted = ['status', 'usageSpecification.id']

/** Takes out of a search what the tally by an axis can answer of it. */
export function tallyConditionsOf(
  { any, filter }: Pick<Search, 'any' | 'filter'>,
  axis: Axis,
  span: Span,
): TallyConditions {
  const groups = any.map((group) => group.map((condition) => expandShortForm(usage, condition)))
  const [group = [], ...alternatives] = groups
  if (groups.every((some) => some.every(isCounted))) return { any: groups, span, whole: span, isAll: !filter }
  // What is an alternative to something unknown says nothing by itself.
  if (alternatives.length > 0) return { any: [], span, whole: span, isAll: false }
  const known: TallyConditions = {
    any: [[...group.filter(isCounted), ...group.flatMap(implied)]].filter((some) => some.length > 0),
    span: { ...span },
    whole: { ...span },
    isAll: !filter,
  }
  for (const condition of group.filter((one) => !isCounted(one))) {
    const limits = axis === 'usageDate' ? limitsOf(condition) : undefined
    if (!limits) known.isAll = false
    for (const [name, { least, most }] of limits ?? []) {
      known.span[name] = name === 'from' ? Math.max(known.span.from, least) : Math.min(known.span.to, most)
      known.whole[name] = name === 'from' ? Math.max(known.whole.from, most) : Math.min(known.whole.to, least)
    }
  }
  return known
}

const isCounted = ({ path }: Condition): boolean => counted.includes(path)

/** What a condition says besides: only what was turned down breaks rules. */
const implied = ({ path, op }: Condition): Condition[] =>
  path === 'brokenRule' && op === 'eq' ? [equal('status', 'rejected')] : []

/** An instant that lies between two milliseconds. */
interface Moment {
  least: number
  most: number
}

/** From when or until when a condition on usageDate holds. Undefined for other conditions, and for those that cannot be said so. */
function limitsOf({ path, op, values }: Condition): ['from' | 'to', Moment][] | undefined {
  const period = path === 'usageDate' && values.length === 1 ? readPeriod(values[0] ?? '') : undefined
  if (!period) return undefined
  if (op === 'gte') return [['from', beginOf(period)]]
  if (op === 'gt') return [['from', endOf(period)]]
  if (op === 'lt') return [['to', beginOf(period)]]
  if (op === 'lte') return [['to', endOf(period)]]
  return op === 'eq'
    ? [
        ['from', beginOf(period)],
        ['to', endOf(period)],
      ]
    : undefined
}

function beginOf({ from, to }: Period): Moment {
  const at = millisecondsOf(from) ?? 0
  // A part of a date begins with a day; an instant has microseconds.
  return to === undefined ? { least: at - 1, most: at + 1 } : { least: at, most: at }
}

function endOf(period: Period): Moment {
  if (period.to === undefined) return beginOf(period)
  const at = millisecondsOf(period.to) ?? Number.POSITIVE_INFINITY
  return { least: at, most: at }
}
