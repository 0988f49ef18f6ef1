import { Elysia } from 'elysia'
import { type Axis, axes } from '../../shared/api/histogram'
import { basePath } from '../../shared/vocabulary'
import { badRequest } from '../errors'
import { wrongMethod } from '../http/methods'
import { parametersOf } from '../http/parameters'
import { acceptsJson, type Origin, originOf } from '../http/request'
import { readConditions } from '../operations/list'
import type { Context } from '../operations/operations'
import { shorten } from '../resource/json'
import { usage } from '../usage/usage'
import { bucketsOf, spanOf } from './buckets'
import { countByTime } from './countByTime'
import { dateRangeOf } from './dateRange'
import { histogramDetail } from './histogramDetail'
import { histogramResponse } from './histogramResponse'

/** `GET /api/usage/histogram`: the number of usages by time and status. */
export function histogram(context: Context & { origin: Origin; countingTimeLimit?: number }) {
  const path = '/api/usage/histogram'
  return new Elysia({ name: 'histogram' })
    .get(
      path,
      async ({ request, server }) => {
        acceptsJson(request)
        const { query, by, from, to } = parametersOf(request, ['query', 'by', 'from', 'to'])
        const axis = axisOf(by)
        const extent = from === null || to === null ? await dateRangeOf(context.pool, axis, new Date()) : undefined
        const buckets = bucketsOf(spanOf(from, to, extent?.usual))
        const base = originOf(context.origin, request, server?.requestIP(request)?.address) + basePath
        const { counted, isEstimate } = await countByTime(
          context.pool,
          axis,
          buckets,
          readConditions(usage, query ?? ''),
          base,
          context.countingTimeLimit,
        )
        return Response.json(
          histogramResponse(
            axis,
            buckets,
            counted,
            isEstimate,
            extent?.usual === extent?.all ? undefined : extent?.all,
          ),
          {
            headers: { 'cache-control': 'no-cache' },
          },
        )
      },
      { detail: histogramDetail },
    )
    .all(path, ({ request }) => wrongMethod(request, 'GET, HEAD'), { detail: { hide: true } })
}

function axisOf(by: string | null): Axis {
  const axis = axes.find((one) => one === (by ?? 'usageDate'))
  if (axis) return axis
  throw badRequest('invalidQuery', `by cannot be ${shorten(by) || 'empty'}`, `by is ${axes.join(' or ')}.`)
}
