import { Values, ValuesParameters } from '../../shared/api/values'
import type { Detail } from '../http/route'
import { jsonOf } from '../openapi/components'
import { errors } from '../openapi/operationDetail'
import { openApiOf, queryParameters } from '../openapi/schema'

/** The number of usages that are read, and the maximum size of each in bytes. */
export const sampleSize = 5000
export const mostBytes = 65_536

const example: Values = {
  attribute: 'relatedParty.id',
  of: sampleSize,
  isSample: true,
  values: [{ value: 'customer-00017', count: 42 }],
}

/** The published description of the values of an attribute. */
export const valuesDetail: Detail = {
  tags: ['Usage'],
  operationId: 'listValuesUsage',
  summary: 'List the values of an attribute, the most frequent first',
  description: `Reads the newest ${sampleSize} matching usages. If finding them takes too long, it reads the newest ${sampleSize} usages and counts those that match. Usages of more than ${mostBytes / 1024} KiB are skipped. Numbers are returned as text. A usage that has a value several times counts once. Not part of TMF635.`,
  parameters: queryParameters(ValuesParameters),
  responses: {
    200: { description: 'The values', content: jsonOf(openApiOf(Values), example) },
    ...errors('400', '405', '406', '413', '414', '500', '501', '503'),
  },
}
