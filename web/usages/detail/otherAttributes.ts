import type { RatedProductUsage, Usage } from '../../../shared/usage'
import { othersOf } from '../../ui/layout/others'

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

/** What the sender added beyond TMF635, the @ attributes that say so, and what the reference to the specification holds besides its name. */
export const otherAttributes = (usage: Usage): [string, unknown][] => [
  ...othersOf(usage, shown),
  // That it refers to a specification goes without saying.
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

/** The same of a rating line, its product and its amounts. */
export const otherAttributesOfLine = (line: RatedProductUsage): [string, unknown][] => [
  ...othersOf(line, shownOfLine),
  ...othersOf(line.productRef, ['name', 'id', '@referredType'], 'productRef.'),
  ...money.flatMap((name) => othersOf(line[name], ['value', 'unit'], `${name}.`)),
]
