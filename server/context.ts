import type { Profile } from '../shared/vocabulary'
import type { Pool } from './db/connect'
import type { Door } from './http/guard'
import type { Log } from './log'
import type { Metrics } from './metrics'
import type { Tracing } from './openTelemetry'
import type { Spools } from './stream/spool'
import type { Writer } from './write/writer'

/** The parts of one server that its operations use. */
export interface Context {
  pool: Pool
  writer: Writer
  /** Keeps answers that clients have not read yet. */
  spools: Spools
  /** The public address of this server, and who may call it. */
  origin: Door
  /** True if every change must have an `If-Match` header. */
  requireIfMatch: boolean
  /** The form of resources in answers to requests without `Prefer: profile`. */
  profile: Profile
  /** The time limit for exact counts in a histogram, in milliseconds; beyond it, the counts are estimates. Undefined for the default. */
  countingTimeLimit?: number
  /** Aborted when the server is stopping, so that work without an end stops. */
  stopping: AbortSignal
  log: Log
  metrics: Metrics
  /** Undefined unless traces are exported. */
  tracing?: Tracing
}
