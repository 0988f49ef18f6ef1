import { finest } from '../db/tally'
import { type Buckets, endOf, type Span, startsAtMultiples } from '../store/usageAxis'
import type { Counted } from '../store/usageCounts'
import type { Sampled } from '../store/usageSample'
import { startOf } from './buckets'

/** Buckets around a span that the tally can count: those of the histogram if they consist of tally steps, otherwise the tally steps. */
export function tallyBuckets(buckets: Buckets, { from, to }: Span): Buckets {
  const least = finest * 1000
  const around = { from: startOf(from, least), to: startOf(to - 1, least) + least }
  const { step, starts } = buckets
  if (startsAtMultiples(buckets, finest)) return { ...around, step, starts }
  const length = Math.max(step, least)
  const first = startOf(from, length)
  return {
    ...around,
    step: length,
    starts: Array.from({ length: Math.ceil((around.to - first) / length) }, (_, index) => first + index * length),
  }
}

/** Converts the counts of some buckets to other buckets, as if usages were spread evenly over each. Counts only the part in a span. */
export function spread(counted: Counted[], known: Buckets, wanted: Buckets, span: Span): Counted[] {
  return counted.flatMap(({ bucket, status, count }) => {
    const from = known.starts[bucket] ?? 0
    const whole = overlap({ from, to: endOf(known, bucket) }, known)
    const first = Math.max(
      0,
      wanted.starts.findLastIndex((start) => start <= whole.from),
    )
    const found: Counted[] = []
    for (let index = first; (wanted.starts[index] ?? whole.to) < whole.to; index++) {
      const start = wanted.starts[index] ?? 0
      const part = overlap(overlap({ from: start, to: endOf(wanted, index) }, whole), span)
      if (part.from < part.to)
        found.push({ bucket: index, status, count: (count * (part.to - part.from)) / (whole.to - whole.from) })
    }
    return found
  })
}

const overlap = (one: Span, other: Span): Span => ({
  from: Math.max(one.from, other.from),
  to: Math.min(one.to, other.to),
})

/** The number of sampled usages that weighs as much as the overall share. */
const weight = 10

/** Reduces counts to the share that matches in a sample. If the sample has few usages of a bucket and status, the share of the status in all buckets counts, too. */
export function matchingOf(counted: Counted[], sampled: Sampled[]): Counted[] {
  const sum = (some: Sampled[]) =>
    some.reduce((total, { all, matching }) => ({ all: total.all + all, matching: total.matching + matching }), {
      all: 0,
      matching: 0,
    })
  const shareOf = (some: Sampled[], otherwise: number) => {
    const { all, matching } = sum(some)
    return (matching + weight * otherwise) / (all + weight)
  }
  const { all, matching } = sum(sampled)
  const ofAll = all > 0 ? matching / all : 0
  const byStatus = new Map(
    [...Map.groupBy(sampled, ({ status }) => status)].map(([status, some]) => [status, shareOf(some, ofAll)]),
  )
  const byKey = Map.groupBy(sampled, keyOf)
  return counted.map((one) => ({
    ...one,
    count: one.count * shareOf(byKey.get(keyOf(one)) ?? [], byStatus.get(one.status) ?? ofAll),
  }))
}

const keyOf = ({ bucket, status }: Pick<Counted, 'bucket' | 'status'>): string => `${bucket} ${status}`

/** Rounds counts and keeps their sums: the rounding error of a count goes to the next one of its status. */
export function rounded(counted: Counted[]): Counted[] {
  const left = new Map<string, number>()
  const sums = [...Map.groupBy(counted, keyOf).values()].flatMap(([first, ...others]) =>
    first ? [{ ...first, count: others.reduce((sum, { count }) => sum + count, first.count) }] : [],
  )
  return sums
    .toSorted((one, other) => one.bucket - other.bucket)
    .map((one) => {
      const exact = one.count + (left.get(one.status) ?? 0)
      const count = Math.max(0, Math.round(exact))
      left.set(one.status, exact - count)
      return { ...one, count }
    })
}
