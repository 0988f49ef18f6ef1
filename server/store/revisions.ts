import { sql } from 'drizzle-orm'
import type { Db } from '../db/connect'
import { revision } from '../db/schema'
import type { Period } from '../query/period'
import type { Resource } from '../resource/resource'
import type { Row } from '../resource/row'
import type { Scope } from '../resource/scope'
import { visible, visiblePast } from './visible'

/** A revision of a resource. `change` tells whether the revision was replaced or deleted; null for the current one. Times are RFC 3339 with microseconds. */
export interface PastRow extends Row {
  change: 'patch' | 'delete' | null
  changedAt: string | null
  changedBy: string | null
  reason: string | null
  createdAt: string
  createdBy: string | null
  createdReason: string | null
}

/** A resource as it was at a point in time. If the resource was created later, this is the first revision and `existed` is false. */
export interface RowAsOf extends Row {
  existed: boolean
  createdAt: string
}

/** The seconds until an instant, by the clock of the database; negative for the past. */
export async function secondsUntil(db: Db, instant: string): Promise<number> {
  const [row] = await db.run<{ ahead: number }>(
    sql`select extract(epoch from ${instant}::timestamptz)::float8 - extract(epoch from clock_timestamp())::float8 as ahead`,
  )
  return row?.ahead ?? 0
}

/** The revision at a point in time or at the end of a period, or the first one if the resource was created later. Undefined if the resource was deleted before that time or never existed. */
export async function readAsOf(
  db: Db,
  scope: Scope,
  it: Resource,
  id: string,
  { from, to }: Period,
): Promise<RowAsOf | undefined> {
  // `to` is exclusive, so the last point in time of a period is one microsecond earlier.
  const [row] = await db.run<RowAsOf>(sql`
    with moment as (select ${to ?? from}::timestamptz - ${to ? '1 microsecond' : '0'}::interval as at)
    select id, document, revision, aside, created_at <= at as existed, ${rfc3339('created_at')} as "createdAt"
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

/** The maximum size of the documents in one result. */
const maxBytes = 8 * 2 ** 20

/** The newest revisions below a number, newest first, including the current one: up to `limit`, or fewer if they are large, but at least two if two exist. */
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
