import { sql } from 'drizzle-orm'
import type { Db, Pool } from './connect'
import { DatabaseError } from './databaseError'
import { mostBrief } from './shares'

/** The result of some work; undefined if one of its statements takes longer than `milliseconds`. */
export const withStatementTimeout = <Result>(
  pool: Pool,
  milliseconds: number,
  work: (db: Db) => Promise<Result>,
): Promise<Result | undefined> =>
  (milliseconds <= mostBrief ? pool.brief : pool.scanning())
    .transaction(async (db) => {
      await db.run(sql`select set_config('statement_timeout', ${String(milliseconds)}, true)`)
      return work(db)
    })
    .catch((thrown) => {
      if (thrown instanceof DatabaseError && thrown.code === '57014') return undefined
      throw thrown
    })
