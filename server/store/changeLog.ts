import type { Change } from '../../shared/api/changes'
import { limits } from '../../shared/limits'
import type { Db } from '../db/connect'
import { exceeds } from '../db/connection'
import { type Resource, tableName } from '../resource/resource'
import type { Everything } from '../resource/scope'

/** A place in the change log: after the entry with number `ordinal` of the row at `position`. 0: before the first entry. */
export interface Place {
  position: number
  ordinal: number
}

/** The rows that the log has: the position of the newest, and of the newest that was dropped. */
export interface LogRange {
  last: number
  dropped: number
}

export async function readLogRange(db: Db): Promise<LogRange> {
  const [row] = await db.runText<{ last: string; dropped: string }>(
    'select position as last, dropped from change_log_end',
    [],
  )
  if (!row) throw new Error('The change log has no end')
  return { last: Number(row.last), dropped: Number(row.dropped) }
}

/** A change, and the place after it. */
export interface LoggedChange extends Omit<Change, 'cursor'> {
  after: Place
}

/** The changes after a place, in the order of the log. */
export async function readChanges(
  db: Db,
  _scope: Everything,
  { position, ordinal }: Place,
  limit: number,
): Promise<LoggedChange[]> {
  const rows = await db.runText<Omit<LoggedChange, 'after'> & { position: string; ordinal: string; size: number }>(
    `
    select position, ordinal, cardinality(ids) as size, type, kind, id, coalesce(revision, 1) as revision,
           to_char(coalesce(each.at, log.at[1]) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
      from change_log as log, unnest(ids, revisions, at) with ordinality as each (id, revision, at, ordinal)
     where position >= $1::bigint and (position > $1::bigint or ordinal > $2::bigint)
     order by position, ordinal
     limit $3`,
    [position, ordinal, limit],
  )
  return rows.map(({ position, ordinal, size, ...change }) => ({
    ...change,
    // The place after the last entry of a row stays valid when the row is dropped.
    after:
      Number(ordinal) < size
        ? { position: Number(position), ordinal: Number(ordinal) }
        : { position: Number(position) + 1, ordinal: 0 },
  }))
}

/**
 * The documents of resources of a type as changes left them, as JSON texts. A deletion leaves the last document; undefined if there is none. The
 * result has those of the first changes, at least of one, and ends before `limits.pageBytes`. `db` must take a budget.
 */
export async function readChangedDocuments(
  db: Db,
  _scope: Everything,
  it: Resource,
  changes: LoggedChange[],
): Promise<(string | undefined)[]> {
  const rows = await db.runText<{ ordinal: string; document: string | null }>(
    `
    select wanted.ordinal, coalesce(current.document, past.document) as document
      from unnest($2::text[], $3::int[]) with ordinality as wanted (id, revision, ordinal)
           left join ${tableName(it)} as current on current.id = wanted.id and current.revision = wanted.revision
           left join revision as past on past.id = wanted.id and past.revision = wanted.revision and past.type = $1
     where wanted.id between '0' and '8'
     order by wanted.ordinal`,
    [it.type, changes.map(({ id }) => id), changes.map(documentRevision)],
    budget,
  )
  const found = new Map(rows.map(({ ordinal, document }) => [Number(ordinal), document ?? undefined]))
  const read = exceeds(rows, budget) ? Number(rows.at(-1)?.ordinal) - 1 : changes.length
  return changes.slice(0, read).map((_change, index) => found.get(index + 1))
}

/** The budget of the documents that are read at a time. */
const budget = {
  bytes: limits.pageBytes,
  sizeOf: ({ document }: { document: string | null }): number => (document === null ? 0 : Buffer.byteLength(document)),
}

const documentRevision = ({ kind, revision }: LoggedChange): number => (kind === 'deleted' ? revision - 1 : revision)
