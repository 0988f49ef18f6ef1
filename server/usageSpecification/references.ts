import { sql } from 'drizzle-orm'
import type { Db } from '../db/connect'
import { usage, usageSpecification } from '../db/schema'
import { conflict } from '../errors'

const mostUsages = 1000
const mostBundles = 3

/** Refuses to delete a specification that a bundle contains or that usages refer to. It sees committed ones; another request may still add one. */
export async function refuseWhileNeeded(db: Db, id: string): Promise<void> {
  const bundles = await bundlesOf(db, id, mostBundles + 1)
  if (bundles.length > 0) {
    const shown = bundles.slice(0, mostBundles).map((bundle) => `${bundle.name} (${bundle.id})`)
    const [those, them] = bundles.length === 1 ? ['contains it', 'it'] : ['contain it', 'them']
    throw conflict(
      'stillReferredTo',
      'Bundles contain the specification',
      `${[...shown, ...(bundles.length > mostBundles ? ['more'] : [])].join(', ')} ${those}. Remove it from ${them} first, or delete it anyway with ?force=true: usages of ${them} are then checked by fewer rules.`,
    )
  }
  const count = await countUpTo(db, id, mostUsages + 1)
  if (count === 0) return
  const shown =
    count > mostUsages
      ? `More than ${mostUsages} usages refer`
      : count === 1
        ? '1 usage refers'
        : `${count} usages refer`
  throw conflict(
    'stillReferredTo',
    'Usages refer to the specification',
    `${shown} to it. Delete it anyway with ?force=true: the usages remain, and still refer to it.`,
  )
}

const bundlesOf = (db: Db, id: string, limit: number) =>
  db.run<{ id: string; name: string }>(sql`
    select id, name from ${usageSpecification} where contained @> array[${id}::text] and id <> ${id} order by id limit ${limit}`)

/** Counts up to `limit`. Written as a range in the order of the index, so that PostgreSQL uses this index and stops at the limit. */
async function countUpTo(db: Db, id: string, limit: number): Promise<number> {
  const [row] = await db.runOnce<{ count: number }>(sql`
    select count(*)::int as count
      from (select from ${usage}
             where usage_specification_id between ${id} and ${id}
             order by usage_specification_id, usage_date desc nulls last, id desc
             limit ${limit}) as referring`)
  return row?.count ?? 0
}
