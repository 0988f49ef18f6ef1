import { type UsageStatus, usageStatuses } from '../../shared/vocabulary'
import type { Axis } from './axis'
import type { Buckets } from './buckets'
import type { Counted } from './counts'

/** A histogram as callers get it. */
export interface Histogram {
  by: Axis
  from: string
  to: string
  /** Of each bucket, in seconds. */
  interval: number
  isEstimate: boolean
  total: number
  /** Those that are not empty. */
  buckets: { at: string; counts: Partial<Record<UsageStatus, number>> }[]
}

export function shown(by: Axis, { from, to, step, starts }: Buckets, counted: Counted[], isEstimate: boolean): Histogram {
  const counts = starts.map((): Partial<Record<UsageStatus, number>> => ({}))
  const inOrder = counted.toSorted((one, other) => usageStatuses.indexOf(one.status) - usageStatuses.indexOf(other.status))
  for (const { bucket, status, count } of inOrder) if (count > 0) (counts[bucket] ?? {})[status] = count
  return {
    by,
    from: instant(from),
    to: instant(to),
    interval: step / 1000,
    isEstimate,
    total: counted.reduce((sum, { count }) => sum + count, 0),
    buckets: counts.flatMap((some, index) => (Object.keys(some).length > 0 ? [{ at: instant(starts[index] ?? 0), counts: some }] : [])),
  }
}

const instant = (at: number): string => new Date(at).toISOString()
