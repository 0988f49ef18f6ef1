import { Type as t } from '@sinclair/typebox'
import { anyJson, dateTime, extensible, keyText, list, Money, mandatoryText, oneOf, open, ProductRef, RelatedParty, text, UsageSpecificationRef, uri } from './tmf'
import { usageStatuses } from './vocabulary'

const CharacteristicRelationship = open('CharacteristicRelationship', 'How a characteristic relates to another', {
  id: t.Optional(text('Identifier of the other characteristic')),
  href: t.Optional(uri('Where it is')),
  relationshipType: t.Optional(text('The kind of relationship')),
  ...extensible,
})

export const UsageCharacteristic = open('UsageCharacteristic', 'A named value of the usage', {
  id: t.Optional(text('Identifier')),
  name: mandatoryText('Name, as the specification has it', ['duration']),
  valueType: t.Optional(text('Type of the value', ['integer'])),
  value: anyJson('The value: any JSON but null'),
  characteristicRelationship: list(CharacteristicRelationship, 'Relations to other characteristics'),
  ...extensible,
})
export type UsageCharacteristic = typeof UsageCharacteristic.static

export const RatedProductUsage = open('RatedProductUsage', 'What the usage costs for a product', {
  isBilled: t.Optional(t.Boolean({ description: 'Whether it stands on a bill' })),
  isTaxExempt: t.Optional(t.Boolean({ description: 'Whether it is free of tax' })),
  offerTariffType: t.Optional(text('Type of tariff', ['Normal'])),
  ratingAmountType: t.Optional(text('What the amount stands for', ['Total'])),
  ratingDate: t.Optional(dateTime('When it was rated')),
  taxRate: t.Optional(t.Number({ description: 'Tax in per cent', examples: [20] })),
  usageRatingTag: t.Optional(text('usage, included usage or non included usage', ['usage'])),
  bucketValueConvertedInAmount: t.Optional(Money),
  productRef: t.Optional(ProductRef),
  taxExcludedRatingAmount: t.Optional(Money),
  taxIncludedRatingAmount: t.Optional(Money),
  ...extensible,
})
export type RatedProductUsage = typeof RatedProductUsage.static

const attributes = {
  description: t.Optional(text('What happened', ['Voice call to Germany'])),
  usageDate: t.Optional(dateTime('When it happened')),
  usageType: t.Optional(keyText('Kind of usage', ['Voice'])),
  status: t.Optional(oneOf(usageStatuses, 'Where the usage stands in its life')),
  ratedProductUsage: list(RatedProductUsage, 'What it costs, a line a product'),
  relatedParty: list(RelatedParty, 'Who it concerns'),
  usageCharacteristic: list(UsageCharacteristic, 'Its named values'),
  usageSpecification: UsageSpecificationRef,
  ...extensible,
}

/** What a caller sends to create a Usage (TMF635 v4.0.0 Usage_Create; conformance profile: `usageSpecification.id` is mandatory). */
export const UsageCreate = open('Usage_Create', 'A usage as a caller sends it', attributes)
export type UsageCreate = typeof UsageCreate.static

/** A usage: an occurrence of employing a product, service or resource for its intended purpose (TMF635 v4.0.0 Usage). */
export const Usage = open('Usage', 'A usage record', {
  id: t.String({ description: 'Identifier, made by the server', examples: ['01KATJ7V5XD6T3X0GQ8Z4MW2BN'] }),
  href: t.String({ description: 'Where this usage is', format: 'uri' }),
  ...attributes,
  status: oneOf(usageStatuses, 'Where the usage stands in its life'),
})
export type Usage = typeof Usage.static
