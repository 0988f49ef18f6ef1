import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { bucketsOf, mostBuckets } from '../../server/analytics/buckets'
import { matchingOf, rounded, spread, tallyBuckets } from '../../server/analytics/estimate'
import type { Counted } from '../../server/store/usageCounts'

const span = (from: string, to: string) => ({ from: Date.parse(from), to: Date.parse(to) })
const hour = 3600
const day = 24 * hour

describe('buckets', () => {
  test.each([
    ['2026-11-23T10:14:03Z', '2026-11-23T10:14:20Z', 1, '2026-11-23T10:14:03Z'],
    ['2026-11-23T10:00:00Z', '2026-11-23T11:00:00Z', 30, '2026-11-23T10:00:00Z'],
    ['2026-11-23T10:14:03Z', '2026-11-23T11:14:03Z', 60, '2026-11-23T10:14:00Z'],
    ['2026-11-23T10:14:03Z', '2026-11-24T10:14:03Z', 1200, '2026-11-23T10:00:00Z'],
    ['2026-11-16T10:14:03Z', '2026-11-23T10:14:03Z', 2 * hour, '2026-11-16T10:00:00Z'],
    ['2026-10-24T00:00:00Z', '2026-11-23T00:00:00Z', 6 * hour, '2026-10-24T00:00:00Z'],
    ['2026-08-25T10:14:03Z', '2026-11-23T10:14:03Z', day, '2026-08-25T00:00:00Z'],
    // A Thursday: the week begins on the Monday before.
    ['2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z', 7 * day, '2025-12-29T00:00:00Z'],
    ['1969-12-31T23:59:59.999Z', '1970-01-01T00:00:00.001Z', 1, '1969-12-31T23:59:59Z'],
  ])('from %s to %s are %d seconds long and begin at %s', (from, to, seconds, first) => {
    const { step, starts } = bucketsOf(span(from, to))
    expect([step / 1000, starts[0]]).toEqual([seconds, Date.parse(first)])
  })

  test('are never too many, and hold all of the time', () => {
    const instant = fc.integer({ min: Date.parse('0001-01-01T00:00:00Z'), max: Date.parse('9999-12-31T00:00:00Z') })
    const length = fc.oneof(fc.integer({ min: 1, max: 100_000_000 }), fc.integer({ min: 1, max: 3e14 }))
    fc.assert(
      fc.property(instant, length, (from, long) => {
        const to = from + long
        const { step, starts } = bucketsOf({ from, to })
        expect(starts.length).toBeWithin(1, mostBuckets + 1)
        const [first = 0, last = 0] = [starts[0], starts.at(-1)]
        expect(first <= from && first + step > from && last < to && last + step >= to).toBe(true)
      }),
    )
  })
})

describe('an estimate', () => {
  const rated = (bucket: number, count: number): Counted => ({ bucket, status: 'rated', count })

  test('spreads steps of the tally over shorter buckets, as far as they lie in the time', () => {
    const wanted = bucketsOf(span('2026-11-23T10:05:00Z', '2026-11-23T10:25:00Z'))
    expect([wanted.step, wanted.starts.length]).toEqual([10_000, 120])
    const around = tallyBuckets(wanted, wanted)
    expect(around.starts.map((at) => new Date(at).toISOString().slice(11, 16))).toEqual(['10:00', '10:10', '10:20'])
    const counted = spread([rated(0, 600), rated(1, 60), rated(2, 6)], around, wanted, wanted)
    const sum = (from: number, to: number) =>
      counted.filter(({ bucket }) => bucket >= from && bucket < to).reduce((total, { count }) => total + count, 0)
    expect([sum(0, 30), sum(30, 90), sum(90, 120)].map((count) => Math.round(count * 1000) / 1000)).toEqual([
      300, 60, 3,
    ])
  })

  test('takes of longer buckets what lies in the time', () => {
    const wanted = bucketsOf(span('2026-11-01T09:05:00Z', '2026-11-03T10:00:00Z'))
    const around = tallyBuckets(wanted, wanted)
    expect([wanted.step, around.step]).toEqual([1_800_000, 1_800_000])
    // Five of the first thirty minutes are not asked for.
    expect(spread([rated(0, 60), rated(1, 10)], around, wanted, wanted)).toEqual([rated(0, 50), rated(1, 10)])
  })

  test('takes the share of a sample, and where that has nothing, the share of the others', () => {
    const sampled = [
      { bucket: 0, status: 'rated' as const, all: 1000, matching: 1000 },
      { bucket: 1, status: 'rated' as const, all: 1000, matching: 0 },
    ]
    const [first, second, third] = matchingOf([rated(0, 100), rated(1, 100), rated(2, 100)], sampled)
    expect(first?.count).toBeWithin(99, 100)
    expect(second?.count).toBeWithin(0, 1)
    expect(third?.count).toBe(50)
    expect(matchingOf([rated(0, 100)], [])).toEqual([rated(0, 0)])
  })

  test('has whole numbers that add up to about the same', () => {
    const thirds = Array.from({ length: 90 }, (_, bucket) => rated(bucket, 1 / 3))
    const counts = rounded([...thirds, { bucket: 5, status: 'billed', count: 7.4 }])
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(37)
    expect(counts.every(({ count }) => Number.isInteger(count) && count >= 0)).toBe(true)
  })
})
