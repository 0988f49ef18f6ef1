import { usageStatuses } from '../../shared/vocabulary'
import type { Detail } from '../http/route'
import { jsonOf } from '../openapi/components'
import { errors } from '../openapi/operationDetail'
import { axes } from './axis'
import { mostBuckets } from './buckets'
import type { Histogram } from './histogramResponse'

const example: Histogram = {
  by: 'usageDate',
  from: '2026-11-23T00:00:00.000Z',
  to: '2026-11-24T00:00:00.000Z',
  interval: 1200,
  isEstimate: false,
  total: 33,
  buckets: [
    { at: '2026-11-23T10:00:00.000Z', counts: { received: 2, rated: 10 } },
    { at: '2026-11-23T10:20:00.000Z', counts: { rejected: 1, rated: 20 } },
  ],
}

const instant = { type: 'string' as const, format: 'date-time' }

/** The published description of the histogram. */
export const histogramDetail: Detail = {
  tags: ['Usage'],
  operationId: 'histogramUsage',
  summary: 'How many usages there were when, by status',
  description: `At most ${mostBuckets} buckets of a length that people count time in, from a second on, in UTC; weeks begin on Monday. Those that are empty are left out. The first and the last one hold only what lies in the time that was asked for. Where counting takes too long the numbers are estimated, and \`isEstimate\` says so. Not a part of TMF635.`,
  parameters: [
    {
      name: 'query',
      in: 'query',
      description: 'Which usages, in the query language of lists',
      schema: { type: 'string' },
      example: 'status=rated,billed&party=customer-4711',
    },
    {
      name: 'by',
      in: 'query',
      description: 'When a usage happened, or when it came here',
      schema: { type: 'string', enum: [...axes], default: axes[0] },
    },
    {
      name: 'from',
      in: 'query',
      description:
        'The first instant that counts, to the millisecond; a day, month or year stands for its begin. Without it: the first usage',
      schema: { type: 'string' },
      example: '2026-11-23',
    },
    {
      name: 'to',
      in: 'query',
      description: 'The first instant that no longer counts. Without it: after the last usage',
      schema: { type: 'string' },
      example: '2026-11-24',
    },
  ],
  responses: {
    200: {
      description: 'The histogram',
      content: jsonOf(
        {
          type: 'object',
          required: ['by', 'from', 'to', 'interval', 'isEstimate', 'total', 'buckets'],
          properties: {
            by: { type: 'string', enum: [...axes] },
            from: instant,
            to: instant,
            interval: { type: 'integer', description: 'The length of a bucket in seconds' },
            isEstimate: { type: 'boolean', description: 'Whether the numbers are about right rather than exact' },
            all: {
              type: 'object',
              description:
                'When all usages were, where from or to were left out, and a hundredth of the usages at most would make the time ten times as long: such are left out',
              required: ['from', 'to'],
              properties: { from: instant, to: instant },
            },
            total: { type: 'integer', description: 'How many usages there are in all buckets' },
            buckets: {
              type: 'array',
              items: {
                type: 'object',
                required: ['at', 'counts'],
                properties: {
                  at: { ...instant, description: 'Where the bucket begins' },
                  counts: {
                    type: 'object',
                    description: 'How many usages by status; those without any are left out',
                    properties: Object.fromEntries(
                      usageStatuses.map((status) => [status, { type: 'integer' as const }]),
                    ),
                  },
                },
              },
            },
          },
        },
        example,
      ),
    },
    ...errors('400', '405', '406', '414', '500', '501', '503'),
  },
}
