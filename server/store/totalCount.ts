import type { SQL } from 'drizzle-orm'
import type { Pool } from '../db/connect'
import { timeBoxed } from '../db/timeBoxed'
import type { Resource } from '../resource/resource'
import type { Scope } from '../resource/scope'
import { countAll, countWhere, estimateWhere } from './rows'

/** The values of the preference `count` (RFC 7240) for `X-Total-Count`: the exact number, an estimate, or none. */
export const counts = ['exact', 'estimated', 'none'] as const
export type Count = (typeof counts)[number]

export interface Counted {
  total: number | undefined
  /** The kind of count, if the caller should know. */
  applied: Count | undefined
}

/** The time limit of an exact count without a preference, in milliseconds. */
const countingTimeLimit = 300

/** The facts that are known before counting. */
interface Known {
  preferred: Count | undefined
  /** The number of matches, if the page shows it. */
  exact: number | undefined
  /** The minimum number of matches. */
  min: number
  /** Identifies `where`: equal conditions have equal keys. */
  key: string
}

/** Counts the matching resources, exactly or by an estimate. */
export async function count(
  pool: Pool,
  scope: Scope,
  it: Resource,
  where: SQL | undefined,
  { preferred, exact, min, key }: Known,
): Promise<Counted> {
  if (preferred === 'none') return { total: undefined, applied: 'none' }
  const exactly = preferred && 'exact'
  if (!where) return { total: await countAll(pool, scope, it), applied: exactly }
  if (exact !== undefined) return { total: exact, applied: exactly }
  if (preferred === 'exact') return { total: await countWhere(pool, scope, it, where), applied: 'exact' }
  const total =
    preferred === 'estimated'
      ? undefined
      : await timeBoxed(pool, `${it.path}?${key} ${scope.sees}`, countingTimeLimit, (db) =>
          countWhere(db, scope, it, where),
        )
  if (total !== undefined) return { total, applied: undefined }
  const estimate = Math.min(await countAll(pool, scope, it), await estimateWhere(pool, scope, it, where))
  return { total: Math.max(min, estimate), applied: 'estimated' }
}
