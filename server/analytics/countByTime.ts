import { sql } from 'drizzle-orm'
import type { Axis } from '../../shared/api/histogram'
import type { Search } from '../../shared/search'
import type { Pool } from '../db/connect'
import { finest } from '../db/tally'
import { timeBoxed } from '../db/timeBoxed'
import type { Caller } from '../resource/caller'
import { searchSql } from '../store/searchSql'
import { type Buckets, startsAtMultiples } from '../store/usageAxis'
import { type Counted, countByTally, countUsages, readTally } from '../store/usageCounts'
import { sampleInTime } from '../store/usageSample'
import { usage } from '../usage/usage'
import { matchingOf, rounded, spread, tallyBuckets } from './estimate'
import { tallyConditionsOf } from './tallyConditions'

/**
 * The time limits of counting, in milliseconds. The first is short, because an estimate may follow while the client waits. Reading the tally is
 * fast unless very many usages lie at the ends of the span, so it may take longer.
 */
const usualTimeLimit = 100
const tallyTimeLimit = 1000

/** Counts the usages that match a search, by bucket and status: exactly, or estimated if counting takes longer than `timeLimit`. */
export async function countByTime(
  pool: Pool,
  axis: Axis,
  buckets: Buckets,
  search: Search,
  caller: Caller,
  timeLimit = usualTimeLimit,
): Promise<{ counted: Counted[]; isEstimate: boolean }> {
  const { scope } = caller
  const where = await searchSql(pool, usage, search, caller)
  const { any, span, whole, isAll } = tallyConditionsOf(search, axis, buckets)
  if (span.from >= span.to) return { counted: [], isEstimate: false }
  const known = await searchSql(pool, usage, { ...search, any, filter: undefined }, caller)
  const isTallied = isAll && startsAtMultiples(buckets, finest)
  const question = JSON.stringify(['histogram', axis, buckets.step, search.zone, search.any, search.filter])
  const exact = await timeBoxed(pool, question, isTallied ? tallyTimeLimit : timeLimit, (db) =>
    isTallied
      ? countByTally(db, scope, axis, buckets, { span, whole, known }, where)
      : countUsages(db, scope, axis, { ...buckets, ...span }, where),
  )
  if (exact) return { counted: exact, isEstimate: false }
  const around = tallyBuckets(buckets, span)
  const counted = spread(await readTally(pool, scope, axis, around, known), around, buckets, span)
  if (isAll) return { counted: rounded(counted), isEstimate: true }
  const count = counted.reduce((sum, one) => sum + one.count, 0)
  return {
    counted: rounded(
      matchingOf(counted, await sampleInTime(pool, scope, axis, buckets, span, count, known, where ?? sql`true`)),
    ),
    isEstimate: true,
  }
}
