import { Type as t } from '@sinclair/typebox'
import { oneOf, text, zone } from '../tmf'
import { type UsageStatus, usageStatuses } from '../vocabulary'

/** The two times of a usage: its `usageDate`, and its arrival at this server. */
export const axes = ['usageDate', 'arrival'] as const
export type Axis = (typeof axes)[number]

/** The query parameters of `GET /api/usage/histogram`. */
export const HistogramParameters = t.Object({
  query: t.Optional(
    text('Conditions for the usages to count, in the query language of lists', [
      'status=rated,billed&party=customer-4711',
    ]),
  ),
  by: t.Optional({ ...oneOf(axes, 'Count by `usageDate`, or by the time of arrival'), default: axes[0] }),
  from: t.Optional(
    text(
      'Start, inclusive, with at most milliseconds; a day, month or year means its start. Default: the first usage',
      ['2026-11-23'],
    ),
  ),
  to: t.Optional(text('End, exclusive. Default: after the last usage', ['2026-11-24'])),
  zone: t.Optional(zone),
})
export type HistogramParameters = typeof HistogramParameters.static

const instant = t.String({ format: 'date-time' })

/** The number of usages by time and status. */
export const Histogram = t.Object({
  by: t.Unsafe<Axis>({ type: 'string', enum: [...axes] }),
  from: instant,
  to: instant,
  interval: t.Integer({
    description: 'Length of a bucket in seconds; with `zone`, a bucket is shorter or longer when clocks change',
  }),
  isEstimate: t.Boolean({ description: 'True if the counts are estimates' }),
  all: t.Optional(
    t.Object(
      { from: instant, to: instant },
      {
        description:
          'The time range of all usages. Present only if `from` or `to` was left out and the histogram leaves out a few usages that would make its time range at least ten times longer',
      },
    ),
  ),
  total: t.Integer({ description: 'The number of usages in all buckets' }),
  buckets: t.Array(
    t.Object({
      at: { ...instant, description: 'Start of the bucket' },
      counts: t.Unsafe<Partial<Record<UsageStatus, number>>>({
        type: 'object',
        description: 'The number of usages by status; statuses without usages are left out',
        properties: Object.fromEntries(usageStatuses.map((status) => [status, t.Integer()])),
      }),
    }),
  ),
})
export type Histogram = typeof Histogram.static
