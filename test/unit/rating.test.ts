import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { usages } from '../../server/dev/usages'
import { nextStatuses } from '../../shared/lifecycle'
import { ratingProblems } from '../../shared/rating'
import type { RatedProductUsage } from '../../shared/usage'
import { type UsageStatus, usageStatuses } from '../../shared/vocabulary'

const eur = (value: number) => ({ unit: 'EUR', value })
const priced = (excluded: number, included: number, it: RatedProductUsage = {}): RatedProductUsage => ({
  taxExcludedRatingAmount: eur(excluded),
  taxIncludedRatingAmount: eur(included),
  ...it,
})
const paths = (status: UsageStatus | undefined, ...ratedProductUsage: RatedProductUsage[]) =>
  ratingProblems({ ...(status && { status }), ratedProductUsage } as Parameters<typeof ratingProblems>[0]).map(
    ({ path }) => path,
  )

test.each<[UsageStatus, UsageStatus[]]>([
  ['received', ['guided', 'rejected']],
  ['guided', ['rated', 'rejected']],
  ['rejected', ['recycled']],
  ['recycled', ['guided', 'rejected']],
  ['rated', ['rerated', 'billed']],
  ['rerated', ['rated']],
  ['billed', []],
])('a %s usage may become %j', (from, to) => {
  expect(nextStatuses(from)).toEqual(to)
})

test('every status can be reached, and leads to an end', () => {
  const reached = new Set<UsageStatus>(['received'])
  for (const status of reached) for (const next of nextStatuses(status)) reached.add(next)
  expect([...reached].sort()).toEqual([...usageStatuses].sort())
})

test.each<[string, UsageStatus | undefined, RatedProductUsage[], string[]]>([
  ['a rated usage has an amount', 'rated', [], ['ratedProductUsage']],
  ['a rerated usage has an amount', 'rerated', [{}], ['ratedProductUsage']],
  ['a billed usage has an amount', 'billed', [{ isBilled: true, taxRate: 20 }], ['ratedProductUsage']],
  ['an amount without tax will do', 'rated', [{ taxExcludedRatingAmount: eur(1) }], []],
  ['an amount with tax will do', 'rated', [{ taxIncludedRatingAmount: eur(0) }], []],
  ['one line with an amount will do', 'rated', [{ usageRatingTag: 'included usage' }, priced(1, 1)], []],
  [
    'an amount has a currency',
    'rated',
    [{ taxIncludedRatingAmount: { value: 1 } }],
    ['ratedProductUsage[0].taxIncludedRatingAmount.unit'],
  ],
  [
    'the currency is not blank',
    'received',
    [{ taxExcludedRatingAmount: { value: 1, unit: ' ' } }],
    ['ratedProductUsage[0].taxExcludedRatingAmount.unit'],
  ],
  [
    'a line has one currency',
    'rated',
    [{ taxExcludedRatingAmount: eur(1), taxIncludedRatingAmount: { unit: 'USD', value: 1 } }],
    ['ratedProductUsage[0].taxIncludedRatingAmount.unit'],
  ],
  ['a received usage needs no amount', 'received', [], []],
  [
    'a received usage may have one, as in TM Forum\u2019s sample',
    'received',
    [{ isBilled: false, isTaxExempt: true, offerTariffType: 'Normal', taxRate: 0 }],
    [],
  ],
  ['what stands on a bill is billed', 'rated', [priced(1, 1, { isBilled: true })], ['ratedProductUsage[0].isBilled']],
  [
    'a billed usage stands on a bill',
    'billed',
    [priced(1, 1), priced(1, 1, { isBilled: false })],
    ['ratedProductUsage[1].isBilled'],
  ],
  ['a billed usage that says nothing of it is fine', 'billed', [priced(1, 1)], []],
  [
    'what was turned down says what it came with',
    'rejected',
    [priced(1, 1, { isBilled: true }), priced(1, 1, { isBilled: false })],
    [],
  ],
  [
    'what is recycled stands on no bill',
    'recycled',
    [priced(1, 1, { isBilled: true })],
    ['ratedProductUsage[0].isBilled'],
  ],
  ['the tax is a percentage', 'rated', [priced(10, 12, { taxRate: 20 })], []],
  ['the tax is a fraction', 'rated', [priced(10, 12, { taxRate: 0.2 })], []],
  [
    'a rate above 1 is no fraction',
    'rated',
    [priced(10, 210, { taxRate: 20 })],
    ['ratedProductUsage[0].taxIncludedRatingAmount.value'],
  ],
  ['a cent off is rounding', 'rated', [priced(0.33, 0.4, { taxRate: 19 })], []],
  [
    'two cents off are not',
    'rated',
    [priced(10, 12.02, { taxRate: 20 })],
    ['ratedProductUsage[0].taxIncludedRatingAmount.value'],
  ],
  ['without a rate nothing is said', 'rated', [priced(10, 12)], []],
  [
    'exempt of tax means that both are equal',
    'rated',
    [priced(10, 12, { isTaxExempt: true, taxRate: 20 })],
    ['ratedProductUsage[0].taxIncludedRatingAmount.value'],
  ],
  ['exempt of tax, a rate is no matter', 'rated', [priced(10, 10, { isTaxExempt: true, taxRate: 20 })], []],
  ['a refund has tax too', 'rated', [priced(-10, -12, { taxRate: 20 })], []],
  ['a rate is not negative', 'rated', [priced(10, 8, { taxRate: -20 })], ['ratedProductUsage[0].taxRate']],
  ['large amounts are no more exact than a number', 'rated', [priced(1e17 / 3, (1e17 / 3) * 1.2, { taxRate: 20 })], []],
])('%s', (_, status, lines, expected) => {
  expect(paths(status, ...lines)).toEqual(expected)
})

test('the message says how far the amounts are apart', () => {
  const [problem] = ratingProblems({
    status: 'rated',
    ratedProductUsage: [priced(10, 12.5, { taxRate: 20 })],
  } as Parameters<typeof ratingProblems>[0])
  expect(problem?.message).toBe(
    'must be 12 EUR: 10 EUR and 20 % tax; got 12.5 EUR, a difference of 0.5 EUR that rounding does not explain',
  )
})

test('the usages of the seed are rated as their status says', () => {
  for (const { document } of usages({ count: 5_000, days: 28, until: new Date('2026-11-23T10:00:00Z'), seed: 7 })) {
    expect(ratingProblems(document)).toEqual([])
  }
})

test('any amounts are judged in words', () => {
  const money = fc.record(
    { unit: fc.constantFrom('EUR', 'USD', '', ' '), value: fc.double({ noNaN: true, noDefaultInfinity: true }) },
    { requiredKeys: [] },
  )
  const lines = fc.array(
    fc.record(
      {
        isBilled: fc.boolean(),
        isTaxExempt: fc.boolean(),
        taxRate: fc.double({ noNaN: true, noDefaultInfinity: true }),
        taxExcludedRatingAmount: money,
        taxIncludedRatingAmount: money,
      },
      { requiredKeys: [] },
    ),
  )
  fc.assert(
    fc.property(fc.constantFrom(...usageStatuses), lines, (status, ratedProductUsage) => {
      const usage = { status, ratedProductUsage } as Parameters<typeof ratingProblems>[0]
      for (const { path, message } of ratingProblems(usage)) {
        expect(path).toStartWith('ratedProductUsage')
        expect(message).toMatch(/^(must|needs) /)
      }
    }),
    { numRuns: 2_000 },
  )
})
