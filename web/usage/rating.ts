import type { Usage } from '../../shared/usage'
import { formatMoney } from '../parts/format'

export interface Amount {
  unit?: string
  value?: number
}

/** Adds amounts up by currency; in decimal steps, so that 0.1 and 0.2 are 0.3. */
export function sum(amounts: (Amount | undefined)[]): Amount[] {
  const totals = new Map<string | undefined, number>()
  for (const amount of amounts) {
    if (amount?.value === undefined) continue
    totals.set(amount.unit, round((totals.get(amount.unit) ?? 0) + amount.value))
  }
  return [...totals].map(([unit, value]) => ({ unit, value }))
}

const round = (value: number) => Number(value.toFixed(10))

/** What a usage costs, tax included; empty when it is not rated. */
export const formatTotal = ({ ratedProductUsage }: Usage): string =>
  sum((ratedProductUsage ?? []).map((line) => line.taxIncludedRatingAmount))
    .map(formatMoney)
    .join(' + ')
