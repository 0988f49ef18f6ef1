import type { SQL } from 'drizzle-orm'
import type { Pool } from '../db/connect'
import { timeBoxed } from '../db/timeBoxed'
import type { Resource } from '../resource/resource'
import type { Scope } from '../resource/scope'
import { countAll, countWhere, estimateWhere } from './rows'

/** What a caller may prefer of `X-Total-Count` (RFC 7240): the number of matches, what the statistics say, or none. */
const counts = ['exact', 'estimated', 'none'] as const
export type Count = (typeof counts)[number]

export interface Counted {
  total: number | undefined
  /** How it was counted, where the caller should know. */
  applied: Count | undefined
}

/** How long a caller who prefers nothing waits for an exact count, in milliseconds. */
const countingTimeLimit = 300

/** Preferences that are not known count for nothing (RFC 7240, 2). */
export function preferredCount(header: string | null): Count | undefined {
  const [, word] = /(?:^|[,;])\s*count\s*=\s*"?(\w*)"?\s*(?:$|[,;])/i.exec(header ?? '') ?? []
  return counts.find((one) => one === word?.toLowerCase())
}

/** What is known before anybody counts. */
interface Known {
  preferred: Count | undefined
  /** The number of matches, when a page has shown it; and how many there are in any case. */
  seen: number | undefined
  least: number
  /** Names the same `where` again. */
  question: string
}

/** How many resources match. */
export async function count(
  pool: Pool,
  scope: Scope,
  it: Resource,
  where: SQL | undefined,
  { preferred, seen, least, question }: Known,
): Promise<Counted> {
  if (preferred === 'none') return { total: undefined, applied: 'none' }
  const exactly = preferred && 'exact'
  if (!where) return { total: await countAll(pool, scope, it), applied: exactly }
  if (seen !== undefined) return { total: seen, applied: exactly }
  if (preferred === 'exact') return { total: await countWhere(pool, scope, it, where), applied: 'exact' }
  const total =
    preferred === 'estimated'
      ? undefined
      : await timeBoxed(pool, `${it.path}?${question}`, countingTimeLimit, (db) => countWhere(db, scope, it, where))
  if (total !== undefined) return { total, applied: undefined }
  const estimate = Math.min(await countAll(pool, scope, it), await estimateWhere(pool, scope, it, where))
  return { total: Math.max(least, estimate), applied: 'estimated' }
}
