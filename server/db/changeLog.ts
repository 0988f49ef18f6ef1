import type { Db, Pool } from './connect'

/**
 * The change log: every committed change, in the order of the commits. A write adds one row to `change_pending`, in its own statement, and waits for no
 * other write. Nobody knows yet in which order these statements commit. So `sequenceChanges` later moves the rows that have been committed to
 * `change_log`, in which a row that appears always has a higher position than all rows before it. Two changes of one resource keep their order: the
 * second is made after the commit of the first, under the lock of the row, and its `sequence` is higher.
 */

/** The number of rows moved at a time. */
const most = 2_000

/** Moves all rows of changes that are committed before this call. Several servers may do so at once: they take turns. */
export async function sequenceChanges(pool: Pool): Promise<void> {
  for (;;) {
    const [{ isPending } = { isPending: false }] = await pool.runText<{ isPending: boolean }>(
      'select exists (select from change_pending) as "isPending"',
      [],
    )
    if (!isPending) return
    const moved = await pool.transaction(async (db) => {
      // The next statement has a snapshot of its own, which shows all rows that the previous holder of this lock has moved.
      await db.runText('select from change_log_end for update', [])
      const [{ count } = { count: 0 }] = await db.runText<{ count: number }>(move, [])
      return count
    })
    if (moved < most) return
  }
}

const move = `
  with taken as (
    delete from change_pending
     where sequence in (select sequence from change_pending order by sequence limit ${most})
    returning *),
  moved as (
    insert into change_log (position, type, kind, ids, revisions, at)
    select position + row_number() over (order by sequence), type, kind, ids, revisions, at
      from taken, (select position from change_log_end) as last
    returning position),
  counted as (
    update change_log_end set position = position + (select count(*) from moved))
  select count(*)::int as count from moved`

/** The number of rows dropped at a time. */
const mostDropped = 5_000

/** Drops the changes before a point in time from the log. */
export async function dropOldChanges(db: Db, before: Date): Promise<void> {
  for (;;) {
    const [{ count } = { count: 0 }] = await db.runText<{ count: number }>(drop, [before.toISOString()])
    if (count < mostDropped) return
  }
}

const drop = `
  with dropped as (
    delete from change_log
     where position in (select position from change_log order by position limit ${mostDropped}) and at[1] < $1::timestamptz
    returning position),
  noted as (
    update change_log_end set dropped = greatest(dropped, (select max(position) from dropped))
     where exists (select from dropped))
  select count(*)::int as count from dropped`
