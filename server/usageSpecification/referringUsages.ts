import { sql } from 'drizzle-orm'
import type { Db } from '../db/connect'
import { usage } from '../db/schema'
import { conflict } from '../errors'

const most = 1000

/** Refuses to delete a specification that usages refer to. It sees what is committed by now; a usage may still come that names it. */
export async function refuseWithUsages(db: Db, id: string): Promise<void> {
  const count = await countUpTo(db, id, most + 1)
  if (count === 0) return
  const shown = count > most ? `More than ${most} usages refer` : count === 1 ? '1 usage refers' : `${count} usages refer`
  throw conflict('stillReferredTo', 'Usages refer to the specification', `${shown} to it. Delete it all the same with ?force=true: they stay, and go on naming it.`)
}

/** Asked as a range in the order of the index, so that nothing else can answer it, and no more is read than is counted. */
async function countUpTo(db: Db, id: string, limit: number): Promise<number> {
  const [row] = await db.runOnce<{ count: number }>(sql`
    select count(*)::int as count
      from (select from ${usage}
             where usage_specification_id between ${id} and ${id}
             order by usage_specification_id, usage_date desc nulls last, id desc
             limit ${limit}) as referring`)
  return row?.count ?? 0
}
