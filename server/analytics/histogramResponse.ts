import type { Axis, Histogram } from '../../shared/api/histogram'
import { usageStatuses } from '../../shared/vocabulary'
import type { Buckets, Span } from '../store/usageAxis'
import type { Counted } from '../store/usageCounts'

export function histogramResponse(
  by: Axis,
  { from, to, step, starts }: Buckets,
  counted: Counted[],
  isEstimate: boolean,
  all?: Span,
): Histogram {
  const counts = starts.map((): Histogram['buckets'][number]['counts'] => ({}))
  const inOrder = counted.toSorted(
    (one, other) => usageStatuses.indexOf(one.status) - usageStatuses.indexOf(other.status),
  )
  for (const { bucket, status, count } of inOrder) if (count > 0) (counts[bucket] ?? {})[status] = count
  return {
    by,
    from: instant(from),
    to: instant(to),
    interval: step / 1000,
    isEstimate,
    total: counted.reduce((sum, { count }) => sum + count, 0),
    ...(all && { all: { from: instant(all.from), to: instant(all.to) } }),
    buckets: counts.flatMap((some, index) =>
      Object.keys(some).length > 0 ? [{ at: instant(starts[index] ?? 0), counts: some }] : [],
    ),
  }
}

const earliest = Date.parse('0001-01-01T00:00:00Z')
const latest = Date.parse('9999-12-31T23:59:59.999Z')

/** A time as text, limited to the years 1 to 9999. */
const instant = (at: number): string => new Date(Math.min(Math.max(at, earliest), latest)).toISOString()
