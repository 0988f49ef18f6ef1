import { expect, test } from 'bun:test'
import cldr from 'cldr-core/supplemental/currencyData.json'
import { data as iso } from 'currency-codes'
import fc from 'fast-check'
import { roundingOf } from '../../shared/currency'
import { ratingProblems } from '../../shared/rating'

/** What is wrong with a price, its tax rate in per cent, and the price with tax. */
const problemsOf = (unit: string, excluded: number, taxRate: number, included: number, isTaxExempt?: boolean) =>
  ratingProblems({
    ratedProductUsage: [
      {
        taxRate,
        ...(isTaxExempt && { isTaxExempt }),
        taxExcludedRatingAmount: { unit, value: excluded },
        taxIncludedRatingAmount: { unit, value: included },
      },
    ],
  }).map(({ path }) => path)
const wrong = ['ratedProductUsage[0].taxIncludedRatingAmount.value']

/** Codes that stand for metals, funds and tests have no minor unit. */
const isMoney = (code: string) => !/^X(A[GU]|B.|DR|P[DT]|SU|TS|UA|XX)$/.test(code)
const currencies = iso.filter(({ code }) => isMoney(code))

test('the minor units are those of ISO 4217', () => {
  expect(currencies.length).toBeGreaterThan(150)
  for (const { code, digits } of currencies) expect([code, roundingOf(code).units[0]]).toEqual([code, 10 ** -digits])
})

test('whole units and cash are as in the Unicode CLDR', () => {
  const { fractions } = cldr.supplemental.currencyData
  type Fractions = Record<'_digits' | '_rounding' | '_cashDigits' | '_cashRounding', string | undefined>
  for (const { code } of currencies) {
    const found = (fractions as Record<string, Partial<Fractions>>)[code]
    if (!found) continue
    const { units, cash } = roundingOf(code)
    const steps = [...units, ...cash]
    const [digits, cashDigits] = [Number(found._digits), Number(found._cashDigits ?? found._digits)]
    expect([code, steps]).toEqual([code, expect.arrayContaining([10 ** -Math.max(digits, 0)])])
    expect([code, steps]).toEqual([code, expect.arrayContaining([10 ** -cashDigits])])
    const rounding = Number(found._cashRounding ?? 0)
    if (rounding > 0) expect([code, cash]).toEqual([code, expect.arrayContaining([rounding / 10 ** cashDigits])])
  }
})

test.each<[string, number, number, number]>([
  ['JPY', 333, 10, 366],
  ['JPY', 333, 10, 367],
  ['JPY', 333, 8, 359],
  ['jpy', 333, 10, 366],
  ['392', 333, 10, 366],
  ['¥', 333, 10, 366],
  ['points', 333, 10, 366],
  ['KRW', 1234, 10, 1357],
  ['CLP', 990, 19, 1178],
  ['CLP', 990, 19, 1180],
  ['VND', 12345, 8, 13333],
  ['HUF', 333, 27, 423],
  ['HUF', 333, 27, 425],
  ['HUF', 333.07, 27, 423],
  ['HUF', 393.7, 27, 500],
  ['CHF', 10, 8.1, 10.8],
  ['CHF', 10, 8.1, 10.81],
  ['CHF', 9.97, 8.1, 10.8],
  ['SEK', 79.6, 25, 100],
  ['NOK', 79.8, 25, 99.75],
  ['DKK', 79.9, 25, 100],
  ['CZK', 82.4, 21, 100],
  ['AUD', 9.11, 10, 10],
  ['NZD', 8.73, 15, 10],
  ['CAD', 8.85, 13, 10],
  ['EUR', 8.42, 19, 10],
  ['KWD', 1.234, 5, 1.296],
  ['BHD', 1.234, 10, 1.357],
  ['TND', 0.333, 19, 0.396],
  ['CLF', 0.3333, 19, 0.3966],
  ['EUR', 0.0123, 19, 0.0146],
  ['EUR', 0.0123, 19, 0.0123 * 1.19],
  ['EUR', 0.0123, 19, 0.01],
  ['EUR', 0.1 + 0.2, 19, 0.36000000000000004],
  ['EUR', 1.23456, 19, 1.46456],
])('%s %d and %d %% tax may be %d, and so may the credit', (unit, excluded, rate, included) => {
  expect(problemsOf(unit, excluded, rate, included)).toEqual([])
  expect(problemsOf(unit, -excluded, rate, -included)).toEqual([])
})

test.each<[string, number, number, number]>([
  ['JPY', 333, 10, 333],
  ['JPY', 333, 10, 364],
  ['JPY', 333, 10, 369],
  ['JPY', 333, 20, 366],
  ['KRW', 1234, 10, 1340],
  ['HUF', 333, 27, 430],
  ['HUF', 333, 27, 421],
  ['CHF', 10, 8.1, 10.85],
  ['CHF', 10, 8.1, 10.83],
  ['SEK', 79.6, 25, 101],
  ['EUR', 10, 20, 12.02],
  ['EUR', 8.42, 19, 10.1],
  ['KWD', 1.234, 5, 1.3],
  ['EUR', 0.0123, 19, 0.0173],
  ['EUR', 0.004, 20, 0.008],
  ['EUR', 10, 20, -12],
  ['XYZ', 333, 10, 366],
])('%s %d and %d %% tax are not %d, nor is the credit', (unit, excluded, rate, included) => {
  expect(problemsOf(unit, excluded, rate, included)).toEqual(wrong)
  expect(problemsOf(unit, -excluded, rate, -included)).toEqual(wrong)
})

test('exempt of tax, the amounts are equal up to their rounding', () => {
  expect(problemsOf('JPY', 333.4, 10, 333, true)).toEqual([])
  expect(problemsOf('JPY', 333, 10, 366, true)).toEqual(wrong)
  expect(problemsOf('CHF', 10.82, 0, 10.8, true)).toEqual([])
})

/** The ways to round that billing systems use. */
const modes = {
  up: Math.ceil,
  down: Math.floor,
  halfUp: (value: number) => Math.floor(value + 0.5),
  halfDown: (value: number) => Math.ceil(value - 0.5),
  halfEven: (value: number) => (Math.abs(value % 1) === 0.5 ? 2 * Math.round(value / 2) : Math.round(value)),
}
const someCurrency = fc.constantFrom(...currencies.map(({ code }) => code), 'points', '978')
const someRate = fc.oneof(
  fc.integer({ min: 0, max: 30 }),
  fc.integer({ min: 0, max: 3000 }).map((it) => it / 100),
)
const someMode = fc.constantFrom(...Object.values(modes))
/** A price in hundredths of the minor unit. */
const somePrice = fc.integer({ min: -10_000_000, max: 10_000_000 })
const to = (step: number, mode: (value: number) => number, value: number) =>
  Number((mode(Number((value / step).toPrecision(14))) * step).toFixed(6))

test('any currency: every customary rounding of either amount is accepted', () => {
  fc.assert(
    fc.property(someCurrency, somePrice, someRate, someMode, (unit, price, rate, mode) => {
      const { units, cash } = roundingOf(unit)
      for (const step of units) {
        const exact = Number(((price / 100) * step).toFixed(8))
        const [tax, rounded] = [1 + rate / 100, to(step, mode, exact)]
        // The amount with tax is rounded; then the amount without tax, for a price with tax; then both.
        expect(problemsOf(unit, exact, rate, to(step, mode, exact * tax))).toEqual([])
        expect(problemsOf(unit, to(step, mode, exact / tax), rate, exact)).toEqual([])
        expect(problemsOf(unit, to(step, modes.halfUp, exact), rate, to(step, modes.halfUp, exact * tax))).toEqual([])
        // The tax is rounded by itself.
        const own = Number((rounded + to(step, mode, rounded * (tax - 1))).toFixed(6))
        expect(problemsOf(unit, rounded, rate, own)).toEqual([])
      }
      for (const step of cash) {
        const minor = units[0] as number
        const exact = to(minor, mode, (price / 10) * minor)
        const paid = to(step, modes.halfUp, to(minor, mode, exact * (1 + rate / 100)))
        expect(problemsOf(unit, exact, rate, paid)).toEqual([])
      }
    }),
    { numRuns: 3000 },
  )
})

test('any currency: more than rounding is refused', () => {
  fc.assert(
    fc.property(
      someCurrency,
      somePrice,
      someRate,
      fc.double({ min: 1.01, max: 50, noNaN: true }),
      (unit, price, rate, factor) => {
        const { units, cash } = roundingOf(unit)
        const excluded = Number(((price / 100) * (units[0] as number)).toFixed(8))
        const most = Math.max(...units) * (1 + rate / 100) + Math.max(0, ...cash) / 2
        // A rate of up to 1 may also be a fraction.
        fc.pre(rate > 1)
        expect(problemsOf(unit, excluded, rate, excluded * (1 + rate / 100) + factor * most)).toEqual(wrong)
        expect(problemsOf(unit, excluded, rate, excluded * (1 + rate / 100) - factor * most)).toEqual(wrong)
      },
    ),
    { numRuns: 3000 },
  )
})
