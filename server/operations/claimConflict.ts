import type { Db } from '../db/connect'
import type { TmfError } from '../errors'
import type { Held } from '../resource/admission'
import type { Caller } from '../resource/caller'
import { baseOf, hrefOf, type Resource } from '../resource/resource'
import { readFirst } from '../store/rows'
import { visibleIds } from '../store/visible'
import { heldError, keptError } from '../write/claims'

/** The error for a claim that another resource holds. The error names the other resource only if the caller may see that resource. */
export async function claimConflict(
  db: Db,
  it: Resource,
  held: Held,
  caller: Pick<Caller, 'origin' | 'scope'>,
): Promise<TmfError> {
  if (held.isKept)
    return keptError(it, held, (await readFirst(db, caller.scope, it, held.id)) && historyOf(it, held.id, caller))
  const shown = await visibleIds(db, caller.scope, it, [held.id])
  return heldError(it, held, shown.has(held.id) ? hrefOf(it, held.id, baseOf(it, caller)) : undefined)
}

const historyOf = (it: Resource, id: string, { origin }: Pick<Caller, 'origin'>): string =>
  `${origin}/api/${it.path}/${id}/revisions`
