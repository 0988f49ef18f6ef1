import { Values, ValuesParameters } from '../../shared/api/values'
import type { Detail } from '../http/route'
import { jsonOf } from '../openapi/components'
import { errors } from '../openapi/operationDetail'
import { openApiOf, queryParameters } from '../openapi/schema'

/** How many usages are looked at, up to which size, and how many values are given. */
export const sampleSize = 5000
export const mostBytes = 65_536

const example: Values = {
  attribute: 'relatedParty.id',
  of: sampleSize,
  isSample: true,
  values: [{ value: 'customer-00017', count: 42 }],
}

/** The published description of the values in use. */
export const valuesDetail: Detail = {
  tags: ['Usage'],
  operationId: 'listValuesUsage',
  summary: 'Which values an attribute has, the most frequent first',
  description: `Among the newest ${sampleSize} usages that fit; where those are not found in a moment, among those that fit of the newest ${sampleSize}. Usages of more than ${mostBytes / 1024} KiB are passed over. Numbers come as text. A usage that has a value several times counts once. Not a part of TMF635.`,
  parameters: queryParameters(ValuesParameters),
  responses: {
    200: { description: 'The values', content: jsonOf(openApiOf(Values), example) },
    ...errors('400', '405', '406', '413', '414', '500', '501', '503'),
  },
}
