import { Type as t } from '@sinclair/typebox'
import { limits } from '../limits'
import { text } from '../tmf'

export const defaultValues = 20
export const maxValues = limits.listedValues

/** The query parameters of `GET /api/usage/values`. */
export const ValuesParameters = t.Object({
  attribute: text('The attribute, nested ones with dots; `characteristic.NAME` for the value of a characteristic', [
    'relatedParty.id',
  ]),
  query: t.Optional(
    text('Conditions for the usages, in the query language of lists', ['status=rated,billed&usageType=Voice']),
  ),
  prefix: t.Optional(
    text(
      'Only values that start with this text, ignoring case; telephone numbers match with or without `+`. Values of name attributes may contain the text anywhere',
      ['customer-'],
    ),
  ),
  limit: t.Optional(
    t.Integer({ description: 'The maximum number of values', minimum: 1, maximum: maxValues, default: defaultValues }),
  ),
})

const ValueInUse = t.Object({
  value: t.String(),
  count: t.Integer({ description: 'The number of these usages with the value' }),
})
export type ValueInUse = typeof ValueInUse.static

/** The values of an attribute, the most frequent first. */
export const Values = t.Object({
  attribute: text('The attribute as requested'),
  of: t.Integer({ description: 'The number of matching usages that were read' }),
  isSample: t.Boolean({ description: 'True if more usages may match' }),
  values: t.Array(ValueInUse),
})
export type Values = typeof Values.static
