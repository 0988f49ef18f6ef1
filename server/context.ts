import type { Pool } from './db/connect'
import type { Origin } from './http/origin'
import type { Log } from './log'
import type { Metrics } from './metrics'
import type { Writer } from './write/writer'

/** What every operation of one server stands on. */
export interface Context {
  pool: Pool
  writer: Writer
  /** How callers reach this server. */
  origin: Origin
  /** Whether every change must name, by `If-Match`, the revision it changes. */
  requireIfMatch: boolean
  /** How long a histogram may count, in milliseconds, before it estimates. Left out: the usual time. */
  countingTimeLimit?: number
  /** Aborted once the server is to stop: endless work ends then. */
  stopping: AbortSignal
  log: Log
  metrics: Metrics
}
