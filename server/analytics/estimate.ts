import { finest } from '../db/tally'
import type { Buckets, Span } from '../store/usageAxis'
import type { Counted } from '../store/usageCounts'
import type { Sampled } from '../store/usageSample'
import { startOf } from './buckets'

/** Buckets that consist of steps of the tally, all around a span: those of a histogram where these do, else the steps themselves. */
export function tallyBuckets({ step }: Buckets, { from, to }: Span): Buckets {
  const least = finest * 1000
  const around = { from: startOf(from, least), to: startOf(to - 1, least) + least }
  const length = Math.max(step, least)
  const first = startOf(from, length)
  return {
    ...around,
    step: length,
    starts: Array.from({ length: Math.ceil((around.to - first) / length) }, (_, index) => first + index * length),
  }
}

/** What is known of some buckets, in others: as if it were spread evenly over each. Only what lies in a span counts. */
export function spread(counted: Counted[], known: Buckets, wanted: Buckets, span: Span): Counted[] {
  return counted.flatMap(({ bucket, status, count }) => {
    const from = known.starts[bucket] ?? 0
    const whole = overlap({ from, to: from + known.step }, known)
    const first = Math.max(0, Math.floor((whole.from - (wanted.starts[0] ?? 0)) / wanted.step))
    const found: Counted[] = []
    for (let index = first; (wanted.starts[index] ?? whole.to) < whole.to; index++) {
      const start = wanted.starts[index] ?? 0
      const part = overlap(overlap({ from: start, to: start + wanted.step }, whole), span)
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

/** How many usages of a sample count as much as what is known beyond it. */
const weight = 10

/** The part of what was counted that fits, by a sample: where that has few usages of a bucket and status, those of the others count, too. */
export function fittingOf(counted: Counted[], sampled: Sampled[]): Counted[] {
  const sum = (some: Sampled[]) =>
    some.reduce((total, { all, fitting }) => ({ all: total.all + all, fitting: total.fitting + fitting }), {
      all: 0,
      fitting: 0,
    })
  const shareOf = (some: Sampled[], otherwise: number) => {
    const { all, fitting } = sum(some)
    return (fitting + weight * otherwise) / (all + weight)
  }
  const { all, fitting } = sum(sampled)
  const ofAll = all > 0 ? fitting / all : 0
  const byStatus = new Map(
    [...Map.groupBy(sampled, ({ status }) => status)].map(([status, some]) => [status, shareOf(some, ofAll)]),
  )
  const byPlace = Map.groupBy(sampled, placeOf)
  return counted.map((one) => ({
    ...one,
    count: one.count * shareOf(byPlace.get(placeOf(one)) ?? [], byStatus.get(one.status) ?? ofAll),
  }))
}

const placeOf = ({ bucket, status }: Pick<Counted, 'bucket' | 'status'>): string => `${bucket} ${status}`

/** Whole numbers with about the same sums: what one loses by rounding goes to the next of its status. */
export function rounded(counted: Counted[]): Counted[] {
  const left = new Map<string, number>()
  const places = [...Map.groupBy(counted, placeOf).values()].flatMap(([first, ...others]) =>
    first ? [{ ...first, count: others.reduce((sum, { count }) => sum + count, first.count) }] : [],
  )
  return places
    .toSorted((one, other) => one.bucket - other.bucket)
    .map((one) => {
      const exact = one.count + (left.get(one.status) ?? 0)
      const count = Math.max(0, Math.round(exact))
      left.set(one.status, exact - count)
      return { ...one, count }
    })
}
