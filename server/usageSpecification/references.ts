import type { Db } from '../db/connect'
import { conflict } from '../errors'
import { everything } from '../resource/scope'
import { bundlesOf, countUsagesUpTo } from '../store/references'

const mostUsages = 1000
const mostBundles = 3

/** Refuses to delete a specification that a bundle contains or that usages refer to. It sees committed ones; another request may still add one. */
export async function refuseWhileNeeded(db: Db, id: string): Promise<void> {
  const bundles = await bundlesOf(db, everything, id, mostBundles + 1)
  if (bundles.length > 0) {
    const shown = bundles.slice(0, mostBundles).map((bundle) => `${bundle.name} (${bundle.id})`)
    const [those, them] = bundles.length === 1 ? ['contains it', 'it'] : ['contain it', 'them']
    throw conflict(
      'stillReferredTo',
      'Bundles contain the specification',
      `${[...shown, ...(bundles.length > mostBundles ? ['more'] : [])].join(', ')} ${those}. Remove it from ${them} first, or delete it anyway with ?force=true: usages of ${them} are then checked by fewer rules.`,
    )
  }
  const count = await countUsagesUpTo(db, everything, id, mostUsages + 1)
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
