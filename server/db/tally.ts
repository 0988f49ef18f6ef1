import type { Db } from './connect'

/**
 * How many usages there are, by time: kept exact by every write, without any waiting for another. A write adds by how much the numbers change
 * to `usage_tally_change`, in its own statement; now and then these rows are folded into `usage_tally`; whoever reads adds both up.
 */

/** The steps of time that are counted by, in seconds: a long time is read in long steps. */
export const steps = [600, 3_600, 86_400] as const
/** All others consist of this one. */
export const finest = steps[0]

/** Rows folded at a time. */
const most = 50_000

/** Folds what has changed, until nothing is left. Several servers may do so at once: each takes rows that no other has taken. */
export async function foldTally(db: Db): Promise<void> {
  for (;;) {
    const [{ taken } = { taken: 0 }] = await db.runText<{ taken: number }>(fold, [])
    if (taken < most) return
  }
}

const places = steps.map((step) => `(axis, ${step}, date_bin('${step} seconds', at, 'epoch'))`)

// First by the finest steps, of which there are far fewer than changes. In the order of the key, so that two of these never wait for each other.
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
    select place.axis, place.step, place.at, usage_specification_id, status, sum(count)
      from finest, lateral (values ${places.join(', ')}, (case axis when 'arrival' then 'all' end, 0, 'epoch')) as place (axis, step, at)
     where place.axis is not null
     group by 1, 2, 3, 4, 5
    having sum(count) <> 0
     order by 1, 2, 3, 4, 5
    on conflict (axis, step, at, usage_specification_id, status) do update set count = tally.count + excluded.count)
  select count(*)::int as taken from taken`

/** Forgets what there is nothing of any more, but for what is being folded. */
export const dropEmpty = (db: Db): Promise<object[]> =>
  db.runText(
    'delete from usage_tally where ctid = any(array(select ctid from usage_tally where count = 0 for update skip locked))',
    [],
  )
