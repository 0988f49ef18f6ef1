import { Activity, ActivityParameters, defaultDays, maxDays } from '../../shared/api/activity'
import type { Context } from '../context'
import type { Db } from '../db/connect'
import { badRequest } from '../errors'
import type { Detail } from '../http/route'
import { exampleId, jsonOf } from '../openapi/components'
import { errors } from '../openapi/operationDetail'
import { openApiOf, queryParameters } from '../openapi/schema'
import type { Caller } from '../resource/caller'
import { shorten } from '../resource/json'
import type { Scope } from '../resource/scope'
import { readDays } from '../store/tallyDays'

const day = 86_400_000

/** The number of usages of each specification in the last `days` days; null means the default number of days. */
export const activity = ({ pool }: Context, { days }: { days: string | null }, caller: Caller): Promise<Activity[]> =>
  activityOf(pool.scanning(caller), caller.scope, daysOf(days), new Date())

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
async function activityOf(db: Db, scope: Scope, days: number, now: Date): Promise<Activity[]> {
  const first = Math.floor(now.getTime() / day) * day - (days - 1) * day
  const rows = await readDays(db, scope, { from: first, to: first + days * day })
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

export const activityDetail: Detail = {
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
