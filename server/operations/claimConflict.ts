import type { Db } from '../db/connect'
import type { TmfError } from '../errors'
import type { Held } from '../resource/admission'
import type { Caller } from '../resource/caller'
import { baseOf, hrefOf, type Resource } from '../resource/resource'
import { visibleIds } from '../store/visible'
import { heldError } from '../write/claims'

/** The error for a claim that another resource holds. The error names the other resource only if the caller may see that resource. */
export async function claimConflict(
  db: Db,
  it: Resource,
  held: Held,
  caller: Pick<Caller, 'origin' | 'scope'>,
): Promise<TmfError> {
  const shown = await visibleIds(db, caller.scope, it, [held.id])
  return heldError(it, held, shown.has(held.id) ? hrefOf(it, held.id, baseOf(it, caller)) : undefined)
}
