import { sql } from 'drizzle-orm'
import type { Db } from './connect'

/** Forgets which requests were made more than a day ago: the same Idempotency-Key then makes something new. */
export const forgetIdempotencyKeys = (db: Db): Promise<object[]> =>
  db.run(sql`delete from claim where kind = 'request' and made_at < now() - interval '24 hours'`)
