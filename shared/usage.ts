import { Type as t } from '@sinclair/typebox'
import type { BrokenRule as BrokenRuleFound } from './checker/brokenRule'
import {
  anyJson,
  dateTime,
  extensible,
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

const BrokenRule = open('BrokenRule', 'A rule of the specification that the usage does not keep', {
  code: text('What is wrong, as a word for programs', ['outOfRange']),
  characteristic: t.Optional(text('The characteristic that it is about', ['duration'])),
  rule: text('Where the specification says it', ['specCharacteristic[duration].valueType']),
  value: t.Optional(anyJson('What was sent, shortened when it is long')),
  message: text('What is wrong, for people', ['duration must be an integer from 0 to 14400, got "abc"']),
})

/** What a check against the specification found: an attribute of ours, beside TMF635. */
export const Validation = open(
  'Validation',
  'What the check against its specification found; left out when it passed, unless `fields` asks for it or the usage was turned down before and waits to be recycled',
  {
    result: oneOf(
      ['passed', 'failed', 'unchecked'],
      'unchecked: its specification is not here, or cannot be used; once it is and can, any PATCH checks the usage, also one of {}',
    ),
    usageSpecificationRevision: t.Optional(
      t.Integer({ description: 'The revision of the specification that it was checked against' }),
    ),
    checkedAt: t.Optional(dateTime('When it was checked')),
    brokenRule: list(BrokenRule, 'The rules it breaks'),
    message: t.Optional(text('Why it is unchecked, although its specification is here')),
  },
)
export type Validation = Omit<typeof Validation.static, 'brokenRule'> & { brokenRule?: BrokenRuleFound[] }

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
  validation: t.Optional(Validation),
})
export type Usage = Omit<typeof Usage.static, 'validation'> & { validation?: Validation }
