import { type Axis, axes, type Histogram } from '../../shared/api/histogram'
import type { Context } from '../context'
import { badRequest } from '../errors'
import { readConditions } from '../operations/list'
import type { Caller } from '../resource/caller'
import { shorten } from '../resource/json'
import { usage } from '../usage/usage'
import { bucketsOf, spanOf } from './buckets'
import { countByTime } from './countByTime'
import { dateRangeOf } from './dateRange'
import { histogramResponse } from './histogramResponse'

/** The parameters of a histogram; null for those left out. */
export type HistogramRequest = Record<'query' | 'by' | 'from' | 'to' | 'zone', string | null>

/** The number of usages by time and status. */
export async function histogram(
  context: Context,
  { query, by, from, to, zone }: HistogramRequest,
  caller: Caller,
): Promise<Histogram> {
  const pool = context.pool.scanning(caller)
  const axis = axisOf(by)
  const search = readConditions(usage, query ?? '', zone)
  const range = from === null || to === null ? await dateRangeOf(pool, caller.scope, axis, new Date()) : undefined
  const buckets = bucketsOf(spanOf(from, to, range?.usual, search.zone), search.zone)
  const { counted, isEstimate } = await countByTime(pool, axis, buckets, search, caller, context.countingTimeLimit)
  return histogramResponse(axis, buckets, counted, isEstimate, range?.usual === range?.all ? undefined : range?.all)
}

function axisOf(by: string | null): Axis {
  const axis = axes.find((one) => one === (by ?? 'usageDate'))
  if (axis) return axis
  throw badRequest('invalidQuery', `by cannot be ${shorten(by) || 'empty'}`, `by is ${axes.join(' or ')}.`)
}
