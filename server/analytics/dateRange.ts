import { LRUCache } from 'lru-cache'
import type { Axis } from '../../shared/api/histogram'
import type { Pool } from '../db/connect'
import type { Scope } from '../resource/scope'
import { rangeOfAll, rangeOfMost } from '../store/tallyRange'
import type { Span } from '../store/usageAxis'

/** The time range of all usages, and the one that a histogram shows by default. */
export interface DateRange {
  all: Span
  usual: Span
}

const day = 86_400_000
const year = 366 * day

/** The default leaves out a few usages with wrong clocks: those that make a range of more than a year at least ten times longer. Without usages it is the last day. */
export async function dateRangeOf(pool: Pool, scope: Scope, axis: Axis, now: Date): Promise<DateRange> {
  const all = (await rangeOfAll(pool, scope, axis)) ?? { from: now.getTime() - day, to: now.getTime() }
  if (all.to - all.from < year) return { all, usual: all }
  const ranges = pool.caches.of(rangesOfMost)
  const key = [axis, Math.floor(all.from / day), Math.floor(all.to / day)].join()
  const most = ranges.get(key) ?? (await rangeOfMost(pool, scope, axis)) ?? all
  if (!ranges.has(key)) ranges.set(key, most)
  return { all, usual: (most.to - most.from) * 10 <= all.to - all.from ? most : all }
}

/** By axis and the first and last day of all usages. Cached for a minute, because years of many specifications are many tally rows. */
const rangesOfMost = () => new LRUCache<string, Span>({ max: 100, ttl: 60_000 })
