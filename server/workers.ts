import { dropOldChanges, sequenceChanges } from './db/changeLog'
import type { Pool } from './db/connect'
import { makePartitions, strayUsages } from './db/partitions'
import { dropEmpty, foldTally } from './db/tally'
import type { Log } from './log'
import type { Metrics } from './metrics'
import type { Resource } from './resource/resource'
import { recordMissingNames } from './store/attributeNames'
import { forgetIdempotencyKeys } from './store/claimExchange'

/** Background work that the server repeats at an interval. */
export interface Worker {
  name: string
  /** Time from one start to the next, in milliseconds. */
  interval: number
  /** Does all the work there is now. */
  processAll(): Promise<void>
}

const second = 1000
const hour = 3600 * second
const day = 24 * hour
/** Partitions are created this long before they are needed. */
const leadTime = 70 * day

/** Creates the partitions of the coming months, deletes old idempotency keys and empty tally rows, and reports usages outside the monthly partitions. */
export const maintenanceWorker = (
  { pool, log, metrics }: { pool: Pool; log: Log; metrics: Metrics },
  now = () => new Date(),
): Worker => ({
  name: 'maintenance',
  interval: hour,
  async processAll() {
    const from = now()
    const created = await makePartitions(pool.changes, from, new Date(from.getTime() + leadTime))
    if (created.length > 0) log.info({ partitions: created }, 'partitions created')
    await forgetIdempotencyKeys(pool.changes)
    await dropEmpty(pool.changes)
    const stray = await strayUsages(pool.changes)
    metrics.strayUsages.set(stray)
    if (stray > 0) log.warn({ usages: stray }, 'usages outside the monthly partitions')
  },
})

/** Moves new changes into the change log, so that readers find few to move, and drops those that are older than `days`. */
export const changeLogWorker = (pool: Pool, days: number, now = () => new Date()): Worker => ({
  name: 'change log',
  interval: 5 * second,
  async processAll() {
    await sequenceChanges(pool)
    await dropOldChanges(pool.changes, new Date(now().getTime() - days * day))
  },
})

/** Folds the changes of the tally into it. Readers add up both, so few changes should be left. */
export const tallyWorker = (pool: Pool): Worker => ({
  name: 'tally folding',
  interval: 5 * second,
  processAll: () => foldTally(pool.changes),
})

/** Records the attributes of resources that an earlier version stored, so that queries find them. Reads for a fifth of the time, until done. */
export const attributeNamesWorker = (pool: Pool, resources: Resource[]): Worker => ({
  name: 'attribute names',
  interval: 5 * second,
  processAll: () => recordMissingNames(pool, resources, second),
})

/** Runs each worker at its interval, until stopped; a run that takes longer skips the next. `stop` waits for runs under way. */
export function startWorkers(log: Log, workers: Worker[]): { stop(): Promise<void> } {
  const started = workers.map((worker) => start(log, worker))
  return {
    stop: async () => {
      await Promise.all(started.map(({ stop }) => stop()))
    },
  }
}

function start(log: Log, { name, interval, processAll }: Worker): { stop(): Promise<void> } {
  let running: Promise<void> | undefined
  const timer = setInterval(() => {
    running ??= processAll()
      .catch((error) => log.error({ err: error, worker: name }, 'worker failed'))
      .finally(() => {
        running = undefined
      })
  }, interval)
  return {
    stop: () => {
      clearInterval(timer)
      return running ?? Promise.resolve()
    },
  }
}
