import { Type as t } from '@sinclair/typebox'
import { limits } from '../limits'
import { text } from '../tmf'

export const defaultDays = 30
export const maxDays = limits.activityDays

/** The query parameters of `GET /api/usageSpecification/activity`. */
export const ActivityParameters = t.Object({
  days: t.Optional(
    t.Integer({
      description: 'The number of days, in UTC and by `usageDate`; the last one is today',
      minimum: 1,
      maximum: maxDays,
      default: defaultDays,
    }),
  ),
})

/** The number of usages of a specification in the last days. */
export const Activity = t.Object({
  id: text('The id of the specification'),
  total: t.Integer({ description: 'Usages in these days' }),
  rejected: t.Integer({ description: 'The number of these usages that are rejected' }),
  byDay: t.Array(t.Integer(), { description: 'Usages of each day, the oldest day first' }),
})
export type Activity = typeof Activity.static
