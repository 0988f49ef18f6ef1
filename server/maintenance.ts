import type { Pool } from './db/connect'
import { makePartitions, strayUsages } from './db/partitions'
import { forgetRequests } from './db/requests'
import type { Log } from './log'
import type { Metrics } from './metrics'

const hour = 3_600_000
const day = 24 * hour
/** Partitions are there this long before they are needed. */
const ahead = 70 * day

/** Keeps the tables in shape: the months' partitions exist ahead of time, and what fell outside them is reported. */
export async function maintain(pool: Pool, { log, metrics }: { log: Log; metrics: Metrics }, now = new Date()): Promise<void> {
  const made = await makePartitions(pool, now, new Date(now.getTime() + ahead))
  if (made.length > 0) log.info({ partitions: made }, 'partitions made')
  await forgetRequests(pool)
  const stray = await strayUsages(pool)
  metrics.strayUsages.set(stray)
  if (stray > 0) log.warn({ usages: stray }, 'usages lie in no monthly partition')
}

/** Maintains hourly until stopped. */
export function startMaintenance(pool: Pool, context: { log: Log; metrics: Metrics }): { stop(): Promise<void> } {
  let running = Promise.resolve()
  const timer = setInterval(() => {
    running = maintain(pool, context).catch((error) => context.log.error({ err: error }, 'maintenance failed'))
  }, hour)
  return {
    stop: () => {
      clearInterval(timer)
      return running
    },
  }
}
