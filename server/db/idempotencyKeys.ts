import { sql } from 'drizzle-orm'
import type { Db } from './connect'

/** Deletes the Idempotency-Keys of requests older than a day; the same key then creates a new resource. */
export const forgetIdempotencyKeys = (db: Db): Promise<object[]> =>
  db.run(sql`delete from claim where kind = 'request' and made_at < now() - interval '24 hours'`)
