import { LRUCache } from 'lru-cache'
import type { Db, Pool } from './connect'
import { withStatementTimeout } from './statementTimeout'

/** Questions that took too long within the last minute. They are not asked again. */
const slowQuestions = () => new LRUCache<string, true>({ max: 1000, ttl: 60_000 })

/** The result of some statements; undefined when one of them takes longer than `milliseconds`, or did so within the last minute. The same question has the same `question` text. */
export async function timeBoxed<Found>(
  pool: Pool,
  question: string,
  milliseconds: number,
  ask: (db: Db) => Promise<Found>,
): Promise<Found | undefined> {
  const slow = pool.caches.of(slowQuestions)
  if (slow.has(question)) return undefined
  const found = await withStatementTimeout(pool, milliseconds, ask)
  if (found === undefined) slow.set(question, true)
  return found
}
