import type { Db } from './connect'

/**
 * The tally: the number of usages by time, always exact, and no write waits for another. A write inserts the change of the numbers into
 * `usage_tally_change`, in its own statement; a worker folds these rows into `usage_tally`; readers add up both tables.
 */

/** The time steps of the tally, in seconds. Long ranges are read in long steps. */
export const steps = [600, 3_600, 86_400] as const
/** All other steps are multiples of this one. */
export const finest = steps[0]

/** The number of rows folded at a time. */
const most = 50_000

/** Folds all changes. Several servers may do so at once: each takes rows that no other has taken. */
export async function foldTally(db: Db): Promise<void> {
  for (;;) {
    const [{ taken } = { taken: 0 }] = await db.runText<{ taken: number }>(fold, [])
    if (taken < most) return
  }
}

const buckets = steps.map((step) => `(axis, ${step}, date_bin('${step} seconds', at, 'epoch'))`)

// Sums up by the finest step first, which leaves far fewer rows. Upserts in the order of the key, so that two servers cannot deadlock.
const fold = `
  with taken as (
    delete from usage_tally_change
     where ctid = any(array(select ctid from usage_tally_change limit ${most} for update skip locked))
    returning happened_at, arrived_at, usage_specification_id, status, count),
  finest as (
    select axis, at, usage_specification_id, status, sum(count) as count
      from taken, lateral (values ('usageDate', happened_at), ('arrival', arrived_at)) as time (axis, at)
     where at is not null
     group by 1, 2, 3, 4),
  folded as (
    insert into usage_tally as tally (axis, step, at, usage_specification_id, status, count)
    select bucket.axis, bucket.step, bucket.at, usage_specification_id, status, sum(count)
      from finest, lateral (values ${buckets.join(', ')}, (case axis when 'arrival' then 'all' end, 0, 'epoch')) as bucket (axis, step, at)
     where bucket.axis is not null
     group by 1, 2, 3, 4, 5
    having sum(count) <> 0
     order by 1, 2, 3, 4, 5
    on conflict (axis, step, at, usage_specification_id, status) do update set count = tally.count + excluded.count)
  select count(*)::int as taken from taken`

/** Deletes rows with count 0, except rows that another server is folding. */
export const dropEmpty = (db: Db): Promise<object[]> =>
  db.runText(
    'delete from usage_tally where ctid = any(array(select ctid from usage_tally where count = 0 for update skip locked))',
    [],
  )
