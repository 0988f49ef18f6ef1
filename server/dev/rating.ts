import type { RatedProductUsage } from '../../shared/usage'
import type { Random } from './random'

export interface Charge {
  /** The price before tax, in cents. */
  cents: number
  /** True if a bundle may cover the usage. */
  isBundled: boolean
  isTaxExempt: boolean
  product: RatedProductUsage['productRef']
}

const taxRate = 20

/** Rates a usage: one line, or two if a bundle covers only a part of it. */
export function rate(
  { cents, isBundled, isTaxExempt, product }: Charge,
  at: Date,
  isBilled: boolean,
  isCorrected: boolean,
  random: Random,
): RatedProductUsage[] {
  const line = (usageRatingTag: string, excluded: number): RatedProductUsage => {
    const rate = isTaxExempt ? 0 : taxRate
    return {
      ratingDate: at.toISOString(),
      isBilled,
      isTaxExempt,
      offerTariffType: isCorrected ? 'Corrected' : 'Normal',
      ratingAmountType: 'Total',
      usageRatingTag,
      taxRate: rate,
      taxExcludedRatingAmount: euros(excluded),
      // Rounded to whole cents.
      taxIncludedRatingAmount: euros(Math.round((excluded * (100 + rate)) / 100)),
      productRef: product,
    }
  }
  if (!isBundled) return [line('usage', isCorrected ? Math.round(cents * 0.9) : cents)]
  if (random.chance(0.8)) return [included(line('included usage', 0), cents)]
  if (cents < 4 || random.chance(0.6)) return [line('non included usage', cents)]
  const left = random.integer(1, cents - 1)
  return [included(line('included usage', 0), left), line('non included usage', cents - left)]
}

const euros = (cents: number) => ({ unit: 'EUR', value: cents / 100 })

const included = (line: RatedProductUsage, worth: number): RatedProductUsage => ({
  ...line,
  bucketValueConvertedInAmount: euros(worth),
})
