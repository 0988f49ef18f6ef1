import { sql } from 'drizzle-orm'
import type { Db } from '../db/connect'
import { revision } from '../db/schema'
import type { Period } from '../query/period'
import type { Resource } from '../resource/resource'
import type { Row } from '../resource/row'
import type { Scope } from '../resource/scope'
import { visible, visiblePast } from './visible'

/** A revision of a resource, and what became of it: replaced or deleted, unless it is the newest. Instants are RFC 3339, in microseconds. */
export interface PastRow extends Row {
  change: 'patch' | 'delete' | null
  changedAt: string | null
  changedBy: string | null
  reason: string | null
  createdAt: string
  createdBy: string | null
  createdReason: string | null
}

/** A resource as it was at an instant; `wasThere` is false for the first revision of one that came later. */
export interface RowThen extends Row {
  wasThere: boolean
  createdAt: string
}

/** The first revision that lasted beyond an instant, or beyond the end of a period. Undefined when there is none. */
export async function readThen(
  db: Db,
  scope: Scope,
  it: Resource,
  id: string,
  { from, to }: Period,
): Promise<RowThen | undefined> {
  // A period ends just before the instant it does not include.
  const [row] = await db.run<RowThen>(sql`
    with moment as (select ${to ?? from}::timestamptz - ${to ? '1 microsecond' : '0'}::interval as at)
    select id, document, revision, aside, created_at <= at as "wasThere", ${rfc3339('created_at')} as "createdAt"
      from moment, (
             (select id, document, revision, aside, created_at from ${revision}
               where id = ${id} and type = ${it.type} and ${visiblePast(scope)} and changed_at > (select at from moment)
               order by revision
               limit 1)
             union all
             select id, document, revision, aside, created_at from ${it.table} where id = ${id} and ${visible(scope) ?? sql`true`}) as lasting
     order by revision
     limit 1`)
  return row
}

/** The bytes of documents read at once. */
const maxBytes = 8 * 2 ** 20

/** The newest revisions below a number, newest first, the existing resource among them; fewer than `limit` when they are large, but two where there are two. */
export const readRevisions = (
  db: Db,
  scope: Scope,
  it: Resource,
  id: string,
  below: number | null,
  limit: number,
): Promise<PastRow[]> =>
  db.run<PastRow>(sql`
    select id, document, revision, aside, change, changed_by as "changedBy", reason, created_by as "createdBy", created_reason as "createdReason",
           ${rfc3339('changed_at')} as "changedAt", ${rfc3339('created_at')} as "createdAt"
      from (select *, sum(octet_length(document::text)) over (order by revision desc) - octet_length(document::text) as bytes_before
              from ((select id, document, revision, aside, change, changed_at, changed_by, reason, created_at, created_by, created_reason from ${revision}
                      where id = ${id} and type = ${it.type} and ${visiblePast(scope)} and (${below}::bigint is null or revision < ${below}::bigint)
                      order by revision desc
                      limit ${limit})
                    union all
                    select id, document, revision, aside, null, null, null, null, created_at, created_by, created_reason from ${it.table}
                     where id = ${id} and ${visible(scope) ?? sql`true`} and (${below}::bigint is null or revision < ${below}::bigint)) as all_of_them
             order by revision desc
             limit ${limit}) as newest
     where bytes_before < ${maxBytes}
     order by revision desc`)

const rfc3339 = (column: string) => sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`)
