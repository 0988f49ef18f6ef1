import type { Axis } from '../../shared/api/histogram'
import { millisecondsOf } from '../../shared/dateTime'
import { type Condition, equal, type Search } from '../../shared/search'
import { expandShortForm } from '../query/checkAttributeName'
import { type Period, readPeriod } from '../query/period'
import type { Span } from '../store/usageAxis'
import { usage } from '../usage/usage'

/** The part of a search that the tally can answer. */
export interface TallyConditions {
  /** Conditions on the attributes that the tally counts by. */
  any: Condition[][]
  /** Usages outside `span` do not match. Inside `whole`, the time of a usage always matches. */
  span: Span
  whole: Span
  /** True if the tally can answer the whole search. */
  isAll: boolean
}

const counted = ['status', 'usageSpecification.id']

/** Extracts the part of a search that the tally can answer for an axis. */
export function tallyConditionsOf(
  { any, filter }: Pick<Search, 'any' | 'filter'>,
  axis: Axis,
  span: Span,
): TallyConditions {
  const groups = any.map((group) => group.map((condition) => expandShortForm(usage, condition)))
  const [group = [], ...alternatives] = groups
  if (groups.every((some) => some.every(isCounted))) return { any: groups, span, whole: span, isAll: !filter }
  // An alternative to a condition that the tally cannot answer restricts nothing.
  if (alternatives.length > 0) return { any: [], span, whole: span, isAll: false }
  const known: TallyConditions = {
    any: [[...group.filter(isCounted), ...group.flatMap(implied)]].filter((some) => some.length > 0),
    span: { ...span },
    whole: { ...span },
    isAll: !filter,
  }
  for (const condition of group.filter((one) => !isCounted(one))) {
    const limits = condition.path === axis ? limitsOf(condition) : undefined
    if (!limits) known.isAll = false
    for (const [name, { least, most }] of limits ?? []) {
      known.span[name] = name === 'from' ? Math.max(known.span.from, least) : Math.min(known.span.to, most)
      known.whole[name] = name === 'from' ? Math.max(known.whole.from, most) : Math.min(known.whole.to, least)
    }
  }
  return known
}

const isCounted = ({ path }: Condition): boolean => counted.includes(path)

/** The conditions that follow from another one: only rejected usages have broken rules. */
const implied = ({ path, op }: Condition): Condition[] =>
  path === 'brokenRule' && op === 'eq' ? [equal('status', 'rejected')] : []

/** A time with microseconds: it lies between two times in milliseconds. */
interface Moment {
  least: number
  most: number
}

/** The start and end that a condition on a time sets. Undefined if it sets neither. */
function limitsOf({ op, values, zone }: Condition): ['from' | 'to', Moment][] | undefined {
  const period = values.length === 1 ? readPeriod(values[0] ?? '', zone) : undefined
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
  // A day, month or year starts at a whole millisecond; a time may have microseconds.
  return to === undefined ? { least: at - 1, most: at + 1 } : { least: at, most: at }
}

function endOf(period: Period): Moment {
  if (period.to === undefined) return beginOf(period)
  const at = millisecondsOf(period.to) ?? Number.POSITIVE_INFINITY
  return { least: at, most: at }
}
