import { Type as t } from '@sinclair/typebox'
import type { BrokenRule as BrokenRuleFound } from './checker/brokenRule'
import {
  anyJson,
  dateTime,
  extensible,
  extension,
  keyText,
  list,
  Money,
  mandatoryText,
  oneOf,
  open,
  ProductRef,
  RelatedParty,
  text,
  UsageSpecificationRef,
  uri,
} from './tmf'
import { usageStatuses } from './vocabulary'

const CharacteristicRelationship = open('CharacteristicRelationship', 'How a characteristic relates to another', {
  id: t.Optional(text('Identifier of the other characteristic')),
  href: t.Optional(uri('Address')),
  relationshipType: t.Optional(text('The kind of relationship')),
  ...extensible,
})

export const UsageCharacteristic = open('UsageCharacteristic', 'A named value of the usage', {
  id: t.Optional(text('Identifier')),
  name: mandatoryText('Name, as in the specification', ['duration']),
  valueType: t.Optional(text('Type of the value', ['integer'])),
  value: anyJson('Value: any JSON except null'),
  characteristicRelationship: list(CharacteristicRelationship, 'Relations to other characteristics'),
  ...extensible,
})
export type UsageCharacteristic = typeof UsageCharacteristic.static

export const RatedProductUsage = open('RatedProductUsage', 'The price of the usage for a product', {
  isBilled: t.Optional(t.Boolean({ description: 'Whether the line is on a bill' })),
  isTaxExempt: t.Optional(t.Boolean({ description: 'Whether the line is exempt from tax' })),
  offerTariffType: t.Optional(text('Type of tariff', ['Normal'])),
  ratingAmountType: t.Optional(text('Type of amount', ['Total'])),
  ratingDate: t.Optional(dateTime('Time of rating')),
  taxRate: t.Optional(t.Number({ description: 'Tax rate in per cent', examples: [20] })),
  usageRatingTag: t.Optional(text('usage, included usage or non included usage', ['usage'])),
  bucketValueConvertedInAmount: t.Optional(Money),
  productRef: t.Optional(ProductRef),
  taxExcludedRatingAmount: t.Optional(Money),
  taxIncludedRatingAmount: t.Optional(Money),
  ...extensible,
})
export type RatedProductUsage = typeof RatedProductUsage.static

const BrokenRule = open('BrokenRule', 'A rule of the specification that the usage breaks', {
  code: text('Error code for programs', ['outOfRange']),
  characteristic: t.Optional(text('The characteristic that breaks the rule', ['duration'])),
  rule: text('Path of the rule in the specification', ['specCharacteristic[duration].valueType']),
  value: t.Optional(anyJson('The value that was sent, truncated when long')),
  message: text('Description of the problem for people', ['duration must be an integer from 0 to 14400, got "abc"']),
})

/** The result of the check against the specification: an extension of TMF635. */
export const Validation = open(
  'Validation',
  'The result of the check against the specification. Absent when the usage passed, unless `fields` asks for it or the usage was rejected and waits to be recycled',
  {
    result: oneOf(
      ['passed', 'failed', 'unchecked'],
      'unchecked: the specification does not exist on this server or cannot be used. As soon as it can, any PATCH checks the usage, even an empty one',
    ),
    usageSpecificationRevision: t.Optional(
      t.Integer({ description: 'The revision of the specification that the usage was checked against' }),
    ),
    checkedAt: t.Optional(dateTime('Time of the check')),
    brokenRule: list(BrokenRule, 'The rules that the usage breaks'),
    message: t.Optional(text('The reason why the usage is unchecked although its specification exists')),
  },
)
export type Validation = Omit<typeof Validation.static, 'brokenRule'> & { brokenRule?: BrokenRuleFound[] }

const attributes = {
  description: t.Optional(text('Description', ['Voice call to Germany'])),
  usageDate: t.Optional(dateTime('Time of the usage')),
  usageType: t.Optional(keyText('Kind of usage', ['Voice'])),
  status: t.Optional(oneOf(usageStatuses, 'Status in the life cycle')),
  ratedProductUsage: list(RatedProductUsage, 'Prices, one line for each product'),
  relatedParty: list(RelatedParty, 'The parties involved'),
  usageCharacteristic: list(UsageCharacteristic, 'Named values'),
  usageSpecification: UsageSpecificationRef,
  ...extensible,
}

/** The body of a request that creates a Usage (TMF635 v4.0.0 Usage_Create; conformance profile: `usageSpecification.id` is mandatory). */
export const UsageCreate = open('Usage_Create', 'A usage to create', attributes)
export type UsageCreate = typeof UsageCreate.static

/** A usage: an occurrence of employing a product, service or resource for its intended purpose (TMF635 v4.0.0 Usage). */
export const Usage = open('Usage', 'A usage record', {
  id: t.String({ description: 'Identifier, assigned by the server', examples: ['01KATJ7V5XD6T3X0GQ8Z4MW2BN'] }),
  href: t.String({ description: 'Address of this usage', format: 'uri' }),
  ...attributes,
  status: oneOf(usageStatuses, 'Status in the life cycle'),
  validation: extension(t.Optional(Validation)),
})
export type Usage = Omit<typeof Usage.static, 'validation'> & { validation?: Validation }
