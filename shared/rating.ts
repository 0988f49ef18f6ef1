import { type Rounding, roundingOf } from './currency'
import type { RatedProductUsage, Usage } from './usage'

/** Checks the prices of a usage. Imports only types and the rounding of currencies. */

interface RatingProblem {
  /** The path of the attribute, such as `ratedProductUsage[0].taxIncludedRatingAmount.value`. */
  path: string
  message: string
}

type Rated =
  | Pick<Usage, 'status' | 'ratedProductUsage'>
  | { status?: undefined; ratedProductUsage?: RatedProductUsage[] }

const amounts = ['taxExcludedRatingAmount', 'taxIncludedRatingAmount'] as const

/**
 * Finds the problems in the prices of a usage. A usage may have prices before it is rated, as in TM Forum's own samples: these are checked too,
 * but not required.
 */
export function ratingProblems({ status, ratedProductUsage = [] }: Rated): RatingProblem[] {
  const isRated = status === 'rated' || status === 'rerated' || status === 'billed'
  const problems = ratedProductUsage.flatMap((line, index) => {
    const path = `ratedProductUsage[${index}]`
    return [...currencyProblems(line, path), ...taxProblems(line, path)]
  })
  if (isRated && !ratedProductUsage.some((line) => amounts.some((name) => line[name]?.value !== undefined))) {
    const message = `needs a taxExcludedRatingAmount or a taxIncludedRatingAmount with a value and a currency: the usage is ${status}`
    problems.unshift({ path: 'ratedProductUsage', message })
  }
  // A line without isBilled follows the status. A rejected usage may keep the isBilled it was sent with.
  const isKnownUnbilled = status !== undefined && status !== 'billed' && status !== 'rejected'
  for (const [index, { isBilled }] of ratedProductUsage.entries()) {
    const path = `ratedProductUsage[${index}].isBilled`
    if (status === 'billed' && isBilled === false)
      problems.push({ path, message: 'must not be false: the usage is billed' })
    if (isKnownUnbilled && isBilled === true)
      problems.push({ path, message: `must not be true: the usage is ${status}, not billed` })
  }
  return problems
}

/** Each amount needs a currency, and both amounts need the same one. */
function currencyProblems(line: RatedProductUsage, path: string): RatingProblem[] {
  const problems = amounts.flatMap((name) => {
    const { value, unit } = line[name] ?? {}
    return value !== undefined && !unit?.trim()
      ? [{ path: `${path}.${name}.unit`, message: 'must be the currency of the amount, such as EUR' }]
      : []
  })
  const [excluded, included] = amounts.map((name) => line[name]?.unit)
  if (!excluded || !included || excluded === included) return problems
  return [
    ...problems,
    {
      path: `${path}.taxIncludedRatingAmount.unit`,
      message: `must be the currency of taxExcludedRatingAmount, ${excluded}; got ${included}`,
    },
  ]
}

function taxProblems(
  { isTaxExempt, taxRate, taxExcludedRatingAmount, taxIncludedRatingAmount }: RatedProductUsage,
  path: string,
): RatingProblem[] {
  const excluded = taxExcludedRatingAmount?.value
  const included = taxIncludedRatingAmount?.value
  if (taxRate !== undefined && taxRate < 0)
    return [{ path: `${path}.taxRate`, message: `must be a percentage of 0 or more; got ${taxRate}` }]
  if (excluded === undefined || included === undefined || (taxRate === undefined && !isTaxExempt)) return []
  const unit = taxIncludedRatingAmount?.unit ?? ''
  const rate = isTaxExempt ? 0 : (taxRate ?? 0)
  const rounding = roundingOf(unit)
  // Some callers send the rate as a fraction, 0.2 for 20 %.
  const fractions = rate <= 1 ? [rate / 100, rate] : [rate / 100]
  if (fractions.some((fraction) => isTaxed(excluded, included, fraction, rounding))) return []
  const expected = excluded * (1 + rate / 100)
  const reason = isTaxExempt
    ? `taxExcludedRatingAmount ${formatAmount(excluded, unit)}, because the line is tax exempt`
    : `${formatAmount(expected, unit)}: ${formatAmount(excluded, unit)} and ${taxRate} % tax`
  return [
    {
      path: `${path}.taxIncludedRatingAmount.value`,
      message: `must be ${reason}; got ${formatAmount(included, unit)}, a difference of ${formatAmount(included - expected, unit)} that rounding does not explain`,
    },
  ]
}

/**
 * Whether an amount with tax follows from the one without. Either may have been rounded, up or down, to the minor unit of the currency; to whole
 * units where that is customary; the amount with tax also to the nearest amount that can be paid in cash. Amounts finer than the minor unit may
 * have been rounded at their last decimal place.
 */
function isTaxed(excluded: number, included: number, tax: number, { units, cash }: Rounding): boolean {
  const [minor = 0.01, ...coarser] = units
  const difference = Math.abs(included - excluded * (1 + tax))
  const isWithin = (unit: number, step = 0) =>
    difference <= (unit * (1 + tax) + step / 2) * (1 + 1e-6) + Math.abs(excluded * (1 + tax)) * 1e-12
  return (
    isWithin(Math.min(minor, lastPlaceOf(excluded, included))) ||
    coarser.some((unit) => (isMultiple(included, unit) || isMultiple(excluded, unit)) && isWithin(unit)) ||
    cash.some((step) => isMultiple(included, step) && isWithin(minor, step))
  )
}

/** The coarsest of the last decimal places of two amounts and their difference, the tax: 0.001 for 1.25 and 1.375. */
function lastPlaceOf(excluded: number, included: number): number {
  const places = [excluded, included].map(decimalsOf)
  const tax = Number((included - excluded).toFixed(Math.min(100, Math.max(...places))))
  return 10 ** -Math.min(...places, decimalsOf(tax))
}

/** The number of decimal places of an amount, without the noise of a sum of doubles such as 0.30000000000000004. */
function decimalsOf(amount: number): number {
  const [digits = '', exponent = '0'] = String(Number(amount.toPrecision(12))).split('e')
  return Math.max(0, (digits.split('.')[1]?.length ?? 0) - Number(exponent))
}

const isMultiple = (amount: number, unit: number): boolean =>
  Math.abs(amount / unit - Math.round(amount / unit)) <= 1e-6

const formatAmount = (amount: number, unit: string): string => `${Number(amount.toPrecision(12))} ${unit}`.trim()

/** The lines of a usage that becomes billed: isBilled changes from false to true. */
export const linesOnBill = (lines: RatedProductUsage[]): RatedProductUsage[] =>
  lines.map((line) => (line.isBilled === false ? { ...line, isBilled: true } : line))
