import type { Pool } from './db/connect'
import { forgetIdempotencyKeys } from './db/idempotencyKeys'
import { makePartitions, strayUsages } from './db/partitions'
import { dropEmpty, foldTally } from './db/tally'
import type { Log } from './log'
import type { Metrics } from './metrics'

const second = 1000
const hour = 3600 * second
const day = 24 * hour
/** Partitions are there this long before they are needed. */
const ahead = 70 * day
/** Whoever reads the tally reads what was not yet folded, too: little in this time. */
const untilFolded = 5 * second

/** Keeps the tables in shape: the months' partitions exist ahead of time, and what fell outside them is reported. */
export async function maintain(
  pool: Pool,
  { log, metrics }: { log: Log; metrics: Metrics },
  now = new Date(),
): Promise<void> {
  const made = await makePartitions(pool, now, new Date(now.getTime() + ahead))
  if (made.length > 0) log.info({ partitions: made }, 'partitions made')
  await forgetIdempotencyKeys(pool)
  await dropEmpty(pool)
  const stray = await strayUsages(pool)
  metrics.strayUsages.set(stray)
  if (stray > 0) log.warn({ usages: stray }, 'usages lie in no monthly partition')
}

/** Maintains hourly, and folds what has changed every few seconds, until stopped. */
export function startMaintenance(
  pool: Pool,
  context: { log: Log; metrics: Metrics },
  foldEvery = untilFolded,
): { stop(): Promise<void> } {
  const works = [
    every(hour, () => maintain(pool, context), context.log),
    every(foldEvery, () => foldTally(pool), context.log),
  ]
  return {
    stop: async () => {
      await Promise.all(works.map(({ stop }) => stop()))
    },
  }
}

/** Does something again and again, but never twice at a time. */
function every(milliseconds: number, work: () => Promise<void>, log: Log): { stop(): Promise<void> } {
  let running: Promise<void> | undefined
  const timer = setInterval(() => {
    running ??= work()
      .catch((error) => log.error({ err: error }, 'maintenance failed'))
      .finally(() => {
        running = undefined
      })
  }, milliseconds)
  return {
    stop: () => {
      clearInterval(timer)
      return running ?? Promise.resolve()
    },
  }
}
