import type { RatedProductUsage, Usage } from '../../../shared/usage'
import { othersOf } from '../../ui/layout/OtherAttributes'

const shown = [
  'id',
  'href',
  'description',
  'usageDate',
  'usageType',
  'status',
  'ratedProductUsage',
  'relatedParty',
  'usageCharacteristic',
  'usageSpecification',
  'validation',
]

/** Attributes beyond TMF635, the @ attributes that describe them, and the attributes of the specification reference besides its name. */
export const otherAttributes = (usage: Usage): [string, unknown][] => [
  ...othersOf(usage, shown),
  // The type UsageSpecification is the default and left out.
  ...othersOf(usage.usageSpecification, ['id', 'name'], 'usageSpecification.').filter(
    ([, value]) => value !== 'UsageSpecification',
  ),
]

const shownOfLine = [
  'isBilled',
  'isTaxExempt',
  'offerTariffType',
  'ratingAmountType',
  'ratingDate',
  'taxRate',
  'usageRatingTag',
  'bucketValueConvertedInAmount',
  'productRef',
  'taxExcludedRatingAmount',
  'taxIncludedRatingAmount',
]
const money = ['bucketValueConvertedInAmount', 'taxExcludedRatingAmount', 'taxIncludedRatingAmount'] as const

/** The other attributes of a rating line, its product and its amounts. */
export const otherAttributesOfLine = (line: RatedProductUsage): [string, unknown][] => [
  ...othersOf(line, shownOfLine),
  ...othersOf(line.productRef, ['name', 'id', '@referredType'], 'productRef.'),
  ...money.flatMap((name) => othersOf(line[name], ['value', 'unit'], `${name}.`)),
]
