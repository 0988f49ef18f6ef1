import type { Detail } from '../http/route'
import { jsonOf } from '../openapi/components'
import { errors } from '../openapi/operationDetail'

/** How many usages are looked at, up to which size, and how many values are given. */
export const sampleSize = 5000
export const mostBytes = 65_536
export const usualValues = 20
export const mostValues = 100

/** The answer. */
export interface Values {
  attribute: string
  /** Among how many usages. */
  of: number
  /** Whether there may be more that fit. */
  isSample: boolean
  /** The most frequent first. */
  values: { value: string; count: number }[]
}

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
  parameters: [
    {
      name: 'attribute',
      in: 'query',
      required: true,
      description: 'The attribute, nested ones by dots, `characteristic.NAME` for the value of a characteristic',
      schema: { type: 'string' },
      example: 'relatedParty.id',
    },
    {
      name: 'query',
      in: 'query',
      description: 'Which usages, in the query language of lists',
      schema: { type: 'string' },
      example: 'status=rated,billed&usageType=Voice',
    },
    {
      name: 'prefix',
      in: 'query',
      description:
        'Only values that begin so, in capitals or not, telephone numbers with or without their `+`; names may hold it anywhere',
      schema: { type: 'string' },
      example: 'customer-',
    },
    {
      name: 'limit',
      in: 'query',
      description: 'How many values at most',
      schema: { type: 'integer', minimum: 1, maximum: mostValues, default: usualValues },
    },
  ],
  responses: {
    200: {
      description: 'The values',
      content: jsonOf(
        {
          type: 'object',
          required: ['attribute', 'of', 'isSample', 'values'],
          properties: {
            attribute: { type: 'string', description: 'As it was asked for' },
            of: { type: 'integer', description: 'How many usages were looked at that fit' },
            isSample: { type: 'boolean', description: 'Whether there may be more that fit' },
            values: {
              type: 'array',
              items: {
                type: 'object',
                required: ['value', 'count'],
                properties: {
                  value: { type: 'string' },
                  count: { type: 'integer', description: 'How many of them have it' },
                },
              },
            },
          },
        },
        example,
      ),
    },
    ...errors('400', '405', '406', '413', '414', '500', '501', '503'),
  },
}
