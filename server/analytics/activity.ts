import { sql } from 'drizzle-orm'
import { Elysia } from 'elysia'
import { Activity, ActivityParameters, defaultDays, maxDays } from '../../shared/api/activity'
import type { Db } from '../db/connect'
import { usageTally, usageTallyChange } from '../db/schema'
import { badRequest } from '../errors'
import { wrongMethod } from '../http/methods'
import { parametersOf } from '../http/parameters'
import { acceptsJson } from '../http/request'
import { exampleId, jsonOf } from '../openapi/components'
import { type Detail, errors } from '../openapi/operationDetail'
import { openApiOf, queryParameters } from '../openapi/schema'
import type { Context } from '../operations/operations'
import { shorten } from '../resource/json'

const day = 86_400_000

/** `GET /api/usageSpecification/activity`: the number of recent usages of each specification. */
export function activity({ pool }: Context) {
  const path = '/api/usageSpecification/activity'
  return new Elysia({ name: 'activity' })
    .get(
      path,
      async ({ request }) => {
        acceptsJson(request)
        const days = daysOf(parametersOf(request, ['days']).days)
        return Response.json(await activityOf(pool, days, new Date()), { headers: { 'cache-control': 'no-cache' } })
      },
      { detail },
    )
    .all(path, ({ request }) => wrongMethod(request, 'GET, HEAD'), { detail: { hide: true } })
}

function daysOf(text: string | null): number {
  const days = text === null ? defaultDays : Number(text)
  if (/^\d{1,3}$/.test(text ?? '1') && days >= 1 && days <= maxDays) return days
  throw badRequest(
    'invalidQuery',
    `days cannot be ${shorten(text) || 'empty'}`,
    `days is a whole number from 1 to ${maxDays}.`,
  )
}

/** Counts by days of UTC, up to today. The rows for all times list the specifications that usages refer to. */
async function activityOf(db: Db, days: number, now: Date): Promise<Activity[]> {
  const first = Math.floor(now.getTime() / day) * day - (days - 1) * day
  const [from, to] = [first, first + days * day].map((at) => new Date(at).toISOString())
  const rows = await db.run<{ id: string; at: string | null; count: string; rejected: string }>(sql`
    select usage_specification_id as id, extract(epoch from at)::bigint as at, sum(count) as count, coalesce(sum(count) filter (where status = 'rejected'), 0) as rejected
      from (select case when step > 0 then at end as at, usage_specification_id, status, count
              from ${usageTally}
             where axis = 'all' or axis = 'usageDate' and step = 86400 and at >= ${from}::timestamptz and at < ${to}::timestamptz
            union all
            select null, usage_specification_id, status, count from ${usageTallyChange}
            union all
            select date_bin('1 day', happened_at, 'epoch'), usage_specification_id, status, count
              from ${usageTallyChange}
             where happened_at >= ${from}::timestamptz and happened_at < ${to}::timestamptz) as tally
     group by 1, 2
    having sum(count) > 0
     order by 1, 2 nulls first`)
  const found = new Map<string, Activity>()
  for (const { id, at, count, rejected } of rows) {
    const of = found.get(id) ?? { id, total: 0, rejected: 0, byDay: Array.from({ length: days }, () => 0) }
    found.set(id, of)
    if (at === null) continue
    of.byDay[(Number(at) * 1000 - first) / day] = Number(count)
    of.total += Number(count)
    of.rejected += Number(rejected)
  }
  return [...found.values()]
}

const example: Activity = { id: exampleId, total: 1200, rejected: 17, byDay: [400, 380, 420] }

const detail: Detail = {
  tags: ['UsageSpecification'],
  operationId: 'activityUsageSpecification',
  summary: 'Count the recent usages of each specification',
  description:
    'Contains every id that usages refer to as their `usageSpecification`, even if that specification does not exist. Not part of TMF635.',
  parameters: queryParameters(ActivityParameters),
  responses: {
    200: {
      description: 'The number of usages of each specification',
      content: jsonOf({ type: 'array', items: openApiOf(Activity) }, [example]),
    },
    ...errors('400', '405', '406', '414', '500', '503'),
  },
}
