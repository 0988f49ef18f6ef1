import type { Histogram } from '../../../../shared/api/histogram'
import { type UsageStatus, usageStatuses } from '../../../../shared/vocabulary'

/** A bar: a time range, cut at the ends of the histogram, and its usages by status. */
export interface Bar {
  from: number
  to: number
  total: number
  counts: Partial<Record<UsageStatus, number>>
}

/** All bars of a histogram in order, including the empty ones. */
export function barsOf({
  from,
  to,
  interval,
  buckets,
}: Pick<Histogram, 'from' | 'to' | 'interval' | 'buckets'>): Bar[] {
  const [begin, end, step] = [Date.parse(from), Date.parse(to), interval * 1000]
  const counts = new Map(buckets.map((bucket) => [Date.parse(bucket.at), bucket.counts]))
  const [anchor = begin] = counts.keys()
  const first = anchor - Math.ceil((anchor - begin) / step) * step
  const length = Math.max(0, Math.ceil((end - first) / step))
  return Array.from({ length }, (_, at) => {
    const start = first + at * step
    const inside = counts.get(start) ?? {}
    return {
      from: Math.max(start, begin),
      to: Math.min(start + step, end),
      counts: inside,
      total: Object.values(inside).reduce((sum, count) => sum + count, 0),
    }
  }).filter((bar) => bar.to > bar.from)
}

/** The number of usages by status, without zeros. */
export const totalsOf = (bars: Bar[]): [UsageStatus, number][] =>
  usageStatuses
    .map((status): [UsageStatus, number] => [status, bars.reduce((sum, { counts }) => sum + (counts[status] ?? 0), 0)])
    .filter(([, count]) => count > 0)

/** The bar at a time; the first or the last one for times outside. */
export function barAt(bars: Bar[], at: number): number {
  const found = bars.findIndex(({ to }) => at < to)
  return found < 0 ? bars.length - 1 : found
}

const second = 1000
const steps = [
  1, 5, 15, 30, 60, 300, 900, 1800, 3600, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800, 1_209_600, 2_592_000,
  7_776_000, 15_552_000, 31_536_000,
].map((it) => it * second)

/** At most `most` round times for an axis. `offset` is the distance of the zone from UTC, so that days begin at local midnight. */
export function ticksOf(from: number, to: number, most: number, offset: number): number[] {
  const step = steps.find((it) => (to - from) / it <= most) ?? (steps.at(-1) as number)
  const first = Math.ceil((from + offset) / step) * step - offset
  return Array.from({ length: Math.max(0, Math.floor((to - first) / step) + 1) }, (_, at) => first + at * step)
}
