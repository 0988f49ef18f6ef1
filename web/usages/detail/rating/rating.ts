import { ratingProblems } from '../../../../shared/rating'
import type { RatedProductUsage } from '../../../../shared/usage'
import { formatMoney } from '../../../messages/format'

export interface Amount {
  unit?: string
  value?: number
}

/** Adds up amounts by currency, in decimal steps, so that 0.1 + 0.2 is 0.3. */
function sum(amounts: (Amount | undefined)[]): Amount[] {
  const totals = new Map<string | undefined, number>()
  for (const amount of amounts) {
    if (amount?.value === undefined) continue
    totals.set(amount.unit, round((totals.get(amount.unit) ?? 0) + amount.value))
  }
  return [...totals].map(([unit, value]) => ({ unit, value }))
}

const round = (value: number) => Number(value.toFixed(10))

/** The total of the rating lines including tax. Amounts without tax are used where there is no other, and the text says so. Empty if the usage is not rated. */
export function formatTotal(lines: RatedProductUsage[] = []): string {
  const withTax = sum(lines.map(amountWithTax)).map(formatMoney)
  const withoutTax = sum(lines.filter((line) => !amountWithTax(line)).map((line) => line.taxExcludedRatingAmount)).map(
    (amount) => `${formatMoney(amount)} ${untaxed}`,
  )
  return [...withTax, ...withoutTax].join(' + ')
}

/** Whether a total contains amounts without tax. */
export const isUntaxed = (total: string): boolean => total.endsWith(untaxed)

const untaxed = 'excl. tax'

const amountWithTax = ({
  taxIncludedRatingAmount,
  taxExcludedRatingAmount,
  isTaxExempt,
}: RatedProductUsage): Amount | undefined =>
  taxIncludedRatingAmount?.value === undefined
    ? isTaxExempt
      ? taxExcludedRatingAmount
      : undefined
    : taxIncludedRatingAmount

/** The totals of a currency. An amount that no line has is undefined. */
export interface Total {
  unit: string | undefined
  excluded: number | undefined
  tax: number | undefined
  included: number | undefined
}

/** The totals of all lines by currency. */
export function totalsOf(lines: RatedProductUsage[]): Total[] {
  const units = new Set(lines.map(unitOf))
  return [...units].map((unit) => {
    const own = lines.filter((line) => unitOf(line) === unit)
    const add = (values: (number | undefined)[]) => sum(values.map((value) => ({ value })))[0]?.value
    return {
      unit,
      excluded: add(own.map((line) => line.taxExcludedRatingAmount?.value)),
      tax: add(own.map(taxOf)),
      included: add(own.map((line) => line.taxIncludedRatingAmount?.value)),
    }
  })
}

const unitOf = ({ taxIncludedRatingAmount, taxExcludedRatingAmount }: RatedProductUsage) =>
  taxIncludedRatingAmount?.unit ?? taxExcludedRatingAmount?.unit

/** The tax of a line: the difference of its amounts. */
export function taxOf({
  isTaxExempt,
  taxIncludedRatingAmount,
  taxExcludedRatingAmount,
}: RatedProductUsage): number | undefined {
  const [included, excluded] = [taxIncludedRatingAmount?.value, taxExcludedRatingAmount?.value]
  if (included !== undefined && excluded !== undefined) return round(included - excluded)
  return isTaxExempt && (included ?? excluded) !== undefined ? 0 : undefined
}

/** Checks that the amounts and the tax rate of a line match. `isChecked` is false if too little is known. */
export function taxCheck(line: RatedProductUsage): { isChecked: boolean; problems: string[] } {
  const problems = ratingProblems({ ratedProductUsage: [line] }).map(
    ({ path, message }) => `${path.replace('ratedProductUsage[0].', '')} ${message}`,
  )
  const { isTaxExempt, taxRate, taxIncludedRatingAmount, taxExcludedRatingAmount } = line
  const isKnown =
    taxIncludedRatingAmount?.value !== undefined &&
    taxExcludedRatingAmount?.value !== undefined &&
    (taxRate !== undefined || isTaxExempt === true)
  return { isChecked: isKnown || problems.length > 0, problems }
}
