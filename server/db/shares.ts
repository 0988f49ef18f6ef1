import { limits } from '../../shared/limits'
import { beginWith, settingsOf } from './settings'
import type { ShareLimits } from './share'

/** The minimum: one connection for each share, and one for streams. */
export const fewestConnections = 8

/** The connections of each share at the usual maximum. The rest is for streams, which have connections of their own. */
const sizes = { reads: 4, writes: 4, changes: 3, brief: 4, scans: 4, health: 1 }

/** The time limit of a brief statement in milliseconds, and the longest that a statement may set for itself. */
const briefly = 250
export const mostBrief = 300
/** The time limit of the check that the database answers, in milliseconds. */
const healthTimeout = 1000
/** The time after its time limit that PostgreSQL has to end a statement, in milliseconds. */
const grace = 2000

type Limits = ShareLimits & { timeout: number }

/**
 * Divides the connections of a server. Each share has its own queue, its own time limit for statements (`timeout`, in milliseconds) and its own time
 * limit for waiting, so that each request is answered in time even if the database stands still. With `isPooled`, statements run in transactions, so
 * only one at a time on a connection.
 */
export function sharesOf(
  connections: number,
  statementTimeout: number,
  isPooled = false,
): { shares: Record<keyof typeof sizes, Limits>; streams: number } {
  const part = (size: number) => Math.max(1, Math.floor((size * connections) / limits.databaseConnections))
  const limited = (size: number, timeout: number, more: Pick<Limits, 'depth' | 'maxWaiting' | 'maxWait'>): Limits => ({
    size: part(size),
    timeout,
    deadline: timeout > 0 ? timeout + grace : 0,
    begin: isPooled ? beginWith(settingsOf(timeout)) : undefined,
    ...more,
    depth: isPooled ? 1 : more.depth,
  })
  const shorter = (timeout: number) => (statementTimeout > 0 ? Math.min(timeout, statementTimeout) : timeout)
  return {
    shares: {
      reads: limited(sizes.reads, statementTimeout, { depth: 16, maxWaiting: 2000, maxWait: limits.connectionTime }),
      writes: limited(sizes.writes, statementTimeout, { depth: 1, maxWaiting: 1000, maxWait: limits.connectionTime }),
      changes: limited(sizes.changes, statementTimeout, { depth: 1, maxWaiting: 1000, maxWait: limits.queueTime }),
      brief: limited(sizes.brief, shorter(briefly), { depth: 1, maxWaiting: 500, maxWait: limits.connectionTime }),
      scans: limited(sizes.scans, statementTimeout, {
        depth: 1,
        maxWaiting: limits.waitingStatements,
        maxWait: limits.connectionTime,
      }),
      health: {
        ...limited(sizes.health, shorter(healthTimeout), { depth: 1, maxWaiting: 10, maxWait: 2000 }),
        size: 1,
      },
    },
    streams: part(limits.exportStreams),
  }
}
