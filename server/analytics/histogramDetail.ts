import { Histogram, HistogramParameters } from '../../shared/api/histogram'
import type { Detail } from '../http/route'
import { jsonOf } from '../openapi/components'
import { errors } from '../openapi/operationDetail'
import { openApiOf, queryParameters } from '../openapi/schema'
import { mostBuckets } from './buckets'

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

/** The published description of the histogram. */
export const histogramDetail: Detail = {
  tags: ['Usage'],
  operationId: 'histogramUsage',
  summary: 'Count usages by time and status',
  description: `Returns at most ${mostBuckets} buckets of a common length such as a second, ten minutes or a week. Days are those of \`zone\`, and weeks start on Monday. Empty buckets are left out. The first and last bucket count only usages in the requested range. If counting takes too long, the numbers are estimates and \`isEstimate\` is true. Not part of TMF635.`,
  parameters: queryParameters(HistogramParameters),
  responses: {
    200: { description: 'The histogram', content: jsonOf(openApiOf(Histogram), example) },
    ...errors('400', '405', '406', '414', '500', '501', '503'),
  },
}
