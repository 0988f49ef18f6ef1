import type { RatedProductUsage } from '../../shared/usage'
import { formatMoney } from '../parts/format'

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
  const withoutTax = sum(lines.filter((line) => !amountWithTax(line)).map((line) => line.taxExcludedRatingAmount)).map((amount) => `${formatMoney(amount)} ${untaxed}`)
  return [...withTax, ...withoutTax].join(' + ')
}

/** Whether a total holds amounts without tax. */
export const isUntaxed = (total: string): boolean => total.endsWith(untaxed)

const untaxed = 'excl. tax'

const amountWithTax = ({ taxIncludedRatingAmount, taxExcludedRatingAmount, isTaxExempt }: RatedProductUsage): Amount | undefined =>
  taxIncludedRatingAmount?.value === undefined ? (isTaxExempt ? taxExcludedRatingAmount : undefined) : taxIncludedRatingAmount
