import { ratingProblems } from '../../../../shared/rating'
import type { RatedProductUsage } from '../../../../shared/usage'
import { formatMoney } from '../../../messages/format'

export interface Amount {
  unit?: string
  value?: number
}

/** Adds amounts up by currency; in decimal steps, so that 0.1 and 0.2 are 0.3. */
function sum(amounts: (Amount | undefined)[]): Amount[] {
  const totals = new Map<string | undefined, number>()
  for (const amount of amounts) {
    if (amount?.value === undefined) continue
    totals.set(amount.unit, round((totals.get(amount.unit) ?? 0) + amount.value))
  }
  return [...totals].map(([unit, value]) => ({ unit, value }))
}

const round = (value: number) => Number(value.toFixed(10))

/** What rating lines come to, tax included; what has no such amount counts without, and says so. Empty when nothing is rated. */
export function formatTotal(lines: RatedProductUsage[] = []): string {
  const withTax = sum(lines.map(amountWithTax)).map(formatMoney)
  const withoutTax = sum(lines.filter((line) => !amountWithTax(line)).map((line) => line.taxExcludedRatingAmount)).map(
    (amount) => `${formatMoney(amount)} ${untaxed}`,
  )
  return [...withTax, ...withoutTax].join(' + ')
}

/** Whether a total holds amounts without tax. */
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

/** What all lines of a currency come to. An amount that no line names is undefined. */
export interface Total {
  unit: string | undefined
  excluded: number | undefined
  tax: number | undefined
  included: number | undefined
}

/** What lines come to, a total for each currency. */
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

/** The tax of a line, as its amounts have it. */
export function taxOf({
  isTaxExempt,
  taxIncludedRatingAmount,
  taxExcludedRatingAmount,
}: RatedProductUsage): number | undefined {
  const [included, excluded] = [taxIncludedRatingAmount?.value, taxExcludedRatingAmount?.value]
  if (included !== undefined && excluded !== undefined) return round(included - excluded)
  return isTaxExempt && (included ?? excluded) !== undefined ? 0 : undefined
}

/** Whether amounts and tax rate of a line agree: what is wrong in words; nothing to say where too little is known to tell. */
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
