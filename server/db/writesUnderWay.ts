import { limits } from '../../shared/limits'
import { overloaded } from '../errors'
import type { Db } from './connect'

/** Milliseconds between two looks at the writes under way. */
const interval = 5

/**
 * Resolves when no write can any more commit a change with a time up to now. A write takes the time of a change after its transaction has an id, so
 * such a write is already among the transactions with an id.
 */
export async function waitForWritesUnderWay(db: Db, timeLimit = limits.asOfTime): Promise<void> {
  const deadline = performance.now() + timeLimit
  const read = () => db.runText<{ id: string }>(underWay, [])
  let left = await read()
  while (left.length > 0) {
    if (performance.now() > deadline)
      throw overloaded('A write has been under way for too long, and its result may change this answer. Try again.', 5)
    await Bun.sleep(interval)
    const still = new Set((await read()).map(({ id }) => id))
    left = left.filter(({ id }) => still.has(id))
  }
}

/** Transactions of other users have no id here: this server does not make them. */
const underWay = `
  select backend_xid::text as id
    from pg_stat_activity
   where datname = current_database() and backend_xid is not null and pid <> pg_backend_pid()`
