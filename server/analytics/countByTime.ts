import { sql } from 'drizzle-orm'
import type { Axis } from '../../shared/api/histogram'
import type { Search } from '../../shared/search'
import type { Pool } from '../db/connect'
import { finest } from '../db/tally'
import { timeBoxed } from '../db/timeBoxed'
import { searchSql } from '../query/jsonPathFilter'
import { usage } from '../usage/usage'
import type { Buckets } from './buckets'
import { type Counted, countByTally, countUsages, readTally } from './counts'
import { fittingOf, rounded, spread, tallyBuckets } from './estimate'
import { sampleInTime } from './sample'
import { tallyConditionsOf } from './tallyConditions'

/**
 * How long counting may take, in milliseconds: an estimate afterwards is still in time for somebody who waits. What is tallied is quick, unless
 * very many usages lie at the ends, and worth waiting for.
 */
const usualTimeLimit = 100
const tallyTimeLimit = 1000

/** How many usages that fit a search lie in each bucket: exactly where counting takes no longer than `timeLimit`. */
export async function countByTime(
  pool: Pool,
  axis: Axis,
  buckets: Buckets,
  search: Search,
  base: string,
  timeLimit = usualTimeLimit,
): Promise<{ counted: Counted[]; isEstimate: boolean }> {
  const where = await searchSql(pool, usage, search, base)
  const { any, span, whole, isAll } = tallyConditionsOf(search, axis, buckets)
  if (span.from >= span.to) return { counted: [], isEstimate: false }
  const known = await searchSql(pool, usage, { ...search, any, filter: undefined }, base)
  const isTallied = isAll && buckets.step % (finest * 1000) === 0
  const question = JSON.stringify(['histogram', axis, buckets.step, search.any, search.filter])
  const exact = await timeBoxed(pool, question, isTallied ? tallyTimeLimit : timeLimit, (db) =>
    isTallied
      ? countByTally(db, axis, buckets, { span, whole, known }, where)
      : countUsages(db, axis, { ...buckets, ...span }, where),
  )
  if (exact) return { counted: exact, isEstimate: false }
  const around = tallyBuckets(buckets, span)
  const counted = spread(await readTally(pool, axis, around, known), around, buckets, span)
  if (isAll) return { counted: rounded(counted), isEstimate: true }
  const count = counted.reduce((sum, one) => sum + one.count, 0)
  return {
    counted: rounded(
      fittingOf(counted, await sampleInTime(pool, axis, buckets, span, count, known, where ?? sql`true`)),
    ),
    isEstimate: true,
  }
}
