import type { RatedProductUsage, Usage } from './usage'

/** What a usage costs, judged. Imports nothing that runs. */

interface RatingProblem {
  /** Where it is, such as `ratedProductUsage[0].taxIncludedRatingAmount.value`. */
  path: string
  message: string
}

type Rated =
  | Pick<Usage, 'status' | 'ratedProductUsage'>
  | { status?: undefined; ratedProductUsage?: RatedProductUsage[] }
type Money = NonNullable<RatedProductUsage['taxIncludedRatingAmount']>

const amounts = ['taxExcludedRatingAmount', 'taxIncludedRatingAmount'] as const

/**
 * What is wrong with the rating of a usage. A usage may carry prices before it is rated, as TM Forum's own samples do: they are judged too,
 * but need not be there.
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
  // A line that says nothing of bills follows the status. What was turned down may say of itself what it came with.
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

/** An amount says of what currency it is, and both amounts say the same. */
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

/** How far two amounts may be apart that mean the same: each may have been rounded to a cent. */
const tolerance = 0.01 + 1e-9

function taxProblems(
  { isTaxExempt, taxRate, taxExcludedRatingAmount, taxIncludedRatingAmount }: RatedProductUsage,
  path: string,
): RatingProblem[] {
  const excluded = taxExcludedRatingAmount?.value
  const included = taxIncludedRatingAmount?.value
  if (taxRate !== undefined && taxRate < 0)
    return [{ path: `${path}.taxRate`, message: `must be 0 or more, in per cent; got ${taxRate}` }]
  if (excluded === undefined || included === undefined || (taxRate === undefined && !isTaxExempt)) return []
  const at = `${path}.taxIncludedRatingAmount.value`
  const unit = taxIncludedRatingAmount?.unit ?? ''
  const rate = isTaxExempt ? 0 : (taxRate ?? 0)
  const usual = excluded * (1 + rate / 100)
  // Some send the rate as a fraction, 0.2 for 20 %.
  if (isNear(usual, included) || (rate <= 1 && isNear(excluded * (1 + rate), included))) return []
  const reason = isTaxExempt
    ? `taxExcludedRatingAmount ${say(excluded, unit)}, as it is tax exempt`
    : `${say(usual, unit)}: ${say(excluded, unit)} and ${taxRate} % tax`
  return [
    {
      path: at,
      message: `must be ${reason}; got ${say(included, unit)}, a difference of ${say(included - usual, unit)}`,
    },
  ]
}

/** Within a cent, or what a double can hold of a large amount. */
const isNear = (one: number, other: number): boolean =>
  Math.abs(one - other) <= Math.max(tolerance, Math.abs(one) * 1e-12)

const say = (amount: number, unit: string): string => `${Number(amount.toFixed(4))} ${unit}`.trim()

/** What a change of a billed usage touches that it may not: what stands on a bill stays as it is. */
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
        message: was ? 'must not be taken away: the usage is billed' : 'must not be added: the usage is billed',
      })
      continue
    }
    for (const name of [...amounts, 'bucketValueConvertedInAmount'] as const) {
      if (!isSame(was[name], is[name]))
        problems.push({
          path: `${path}.${name}`,
          message: `must stay ${sayMoney(was[name])}: the usage is billed; got ${sayMoney(is[name])}`,
        })
    }
    for (const name of ['taxRate', 'isTaxExempt', 'isBilled'] as const) {
      // That it stands on the bill may be said later: it has all along.
      if (was[name] === is[name] || (name === 'isBilled' && was.isBilled === undefined && is.isBilled)) continue
      problems.push({
        path: `${path}.${name}`,
        message: `must stay ${was[name] ?? 'absent'}: the usage is billed; got ${is[name] ?? 'none'}`,
      })
    }
  }
  return problems
}

/** The lines of a usage that goes on a bill as it was rated: where they say that they are on none, they no longer do. */
export const linesOnBill = (lines: RatedProductUsage[]): RatedProductUsage[] =>
  lines.map((line) => (line.isBilled === false ? { ...line, isBilled: true } : line))

const isSame = (one: Money | undefined, other: Money | undefined): boolean =>
  one?.value === other?.value && one?.unit === other?.unit

const sayMoney = (money: Money | undefined): string =>
  money?.value === undefined ? 'absent' : say(money.value, money.unit ?? '')
