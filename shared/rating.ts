import type { RatedProductUsage, Usage } from './usage'

/** Checks the prices of a usage. Imports only types. */

interface RatingProblem {
  /** The path of the attribute, such as `ratedProductUsage[0].taxIncludedRatingAmount.value`. */
  path: string
  message: string
}

type Rated =
  | Pick<Usage, 'status' | 'ratedProductUsage'>
  | { status?: undefined; ratedProductUsage?: RatedProductUsage[] }
type Money = NonNullable<RatedProductUsage['taxIncludedRatingAmount']>

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

/** The difference between two amounts that still count as equal: each may have been rounded to a cent. */
const tolerance = 0.01 + 1e-9

function taxProblems(
  { isTaxExempt, taxRate, taxExcludedRatingAmount, taxIncludedRatingAmount }: RatedProductUsage,
  path: string,
): RatingProblem[] {
  const excluded = taxExcludedRatingAmount?.value
  const included = taxIncludedRatingAmount?.value
  if (taxRate !== undefined && taxRate < 0)
    return [{ path: `${path}.taxRate`, message: `must be a percentage of 0 or more; got ${taxRate}` }]
  if (excluded === undefined || included === undefined || (taxRate === undefined && !isTaxExempt)) return []
  const at = `${path}.taxIncludedRatingAmount.value`
  const unit = taxIncludedRatingAmount?.unit ?? ''
  const rate = isTaxExempt ? 0 : (taxRate ?? 0)
  const expected = excluded * (1 + rate / 100)
  // Some callers send the rate as a fraction, 0.2 for 20 %.
  if (isNear(expected, included) || (rate <= 1 && isNear(excluded * (1 + rate), included))) return []
  const reason = isTaxExempt
    ? `taxExcludedRatingAmount ${formatAmount(excluded, unit)}, because the line is tax exempt`
    : `${formatAmount(expected, unit)}: ${formatAmount(excluded, unit)} and ${taxRate} % tax`
  return [
    {
      path: at,
      message: `must be ${reason}; got ${formatAmount(included, unit)}, a difference of ${formatAmount(included - expected, unit)}`,
    },
  ]
}

/** Whether two amounts differ by at most a cent or, when large, by the precision of a double. */
const isNear = (one: number, other: number): boolean =>
  Math.abs(one - other) <= Math.max(tolerance, Math.abs(one) * 1e-12)

const formatAmount = (amount: number, unit: string): string => `${Number(amount.toFixed(4))} ${unit}`.trim()

/** Finds the changes of a billed usage that are not allowed: the prices on a bill must stay as they are. */
export function billedProblems(before: Rated, after: Rated): RatingProblem[] {
  if (before.status !== 'billed') return []
  const [old = [], changed = []] = [before.ratedProductUsage, after.ratedProductUsage]
  const problems: RatingProblem[] = []
  for (let index = 0; index < Math.max(old.length, changed.length); index++) {
    const path = `ratedProductUsage[${index}]`
    const [was, is] = [old[index], changed[index]]
    if (!was || !is) {
      problems.push({
        path,
        message: was ? 'must not be removed: the usage is billed' : 'must not be added: the usage is billed',
      })
      continue
    }
    for (const name of [...amounts, 'bucketValueConvertedInAmount'] as const) {
      if (!isSame(was[name], is[name]))
        problems.push({
          path: `${path}.${name}`,
          message: `must stay ${formatMoney(was[name])}: the usage is billed; got ${formatMoney(is[name])}`,
        })
    }
    for (const name of ['taxRate', 'isTaxExempt', 'isBilled'] as const) {
      // isBilled may be set to true later: the line has been on the bill all along.
      if (was[name] === is[name] || (name === 'isBilled' && was.isBilled === undefined && is.isBilled)) continue
      problems.push({
        path: `${path}.${name}`,
        message: `must stay ${was[name] ?? 'absent'}: the usage is billed; got ${is[name] ?? 'none'}`,
      })
    }
  }
  return problems
}

/** The lines of a usage that becomes billed: isBilled changes from false to true. */
export const linesOnBill = (lines: RatedProductUsage[]): RatedProductUsage[] =>
  lines.map((line) => (line.isBilled === false ? { ...line, isBilled: true } : line))

const isSame = (one: Money | undefined, other: Money | undefined): boolean =>
  one?.value === other?.value && one?.unit === other?.unit

const formatMoney = (money: Money | undefined): string =>
  money?.value === undefined ? 'absent' : formatAmount(money.value, money.unit ?? '')
