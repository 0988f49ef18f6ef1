import type { Change, ChangePage } from '../../shared/api/changes'
import { limits } from '../../shared/limits'
import type { Context } from '../context'
import { sequenceChanges } from '../db/changeLog'
import { badRequest, TmfError } from '../errors'
import type { Caller } from '../resource/caller'
import { shorten } from '../resource/json'
import type { Resource } from '../resource/resource'
import { type LoggedChange, type LogRange, type Place, readChanges, readLogRange } from '../store/changeLog'
import { changeMatcher } from './changeMatcher'

/** The number of changes compared with a query at a time: their documents are in memory. */
const comparedAtOnce = 100

/** The parameters of a request for changes; null for those left out. */
export interface ChangesRequest {
  after: string | null
  limit: number
  query: string | null
}

/**
 * The changes after a cursor that match a query, in the order of their commits. The log contains all changes committed before this call. A page may
 * have fewer than `limit` changes, even none, although later ones match: the query is compared with a limited number of changes. `next` is then a later cursor.
 */
export async function changes(
  { pool }: Context,
  resources: readonly Resource[],
  { after, limit, query }: ChangesRequest,
  caller: Caller,
): Promise<ChangePage> {
  const matching = query ? await changeMatcher(pool, resources, query, caller) : undefined
  await sequenceChanges(pool)
  let place = placeOf(after, await readLogRange(pool))
  const change: Change[] = []
  for (let examined = 0; examined < limits.comparedChanges && change.length < limit; ) {
    const asked = matching ? comparedAtOnce : limit
    const found = await readChanges(pool, caller.scope, place, asked)
    const matches = matching ? await matching(found) : new Set(found)
    for (const one of found) {
      if (change.length === limit) break
      place = one.after
      if (matches.has(one)) change.push(entryOf(one))
    }
    examined += found.length
    if (found.length < asked) break
  }
  return { change, next: cursorOf(place) }
}

const entryOf = ({ after, type, id, revision, kind, at }: LoggedChange): Change => ({
  cursor: cursorOf(after),
  type,
  id,
  revision,
  kind,
  at,
})

const cursorOf = ({ position, ordinal }: Place): string => `${position}.${ordinal}`

/** The place from which to read: the oldest change that is kept, the end of the log, or the place of a cursor. */
function placeOf(after: string | null, { last, dropped }: LogRange): Place {
  if (after === null) return { position: dropped + 1, ordinal: 0 }
  if (after === 'now') return { position: last + 1, ordinal: 0 }
  const [_, position, ordinal] = /^([1-9]\d{0,14})\.(0|[1-9]\d{0,5})$/.exec(after) ?? []
  const place = { position: Number(position), ordinal: Number(ordinal) }
  if (position === undefined || place.position > last + 1)
    throw badRequest(
      'invalidCursor',
      `${shorten(after) || 'An empty text'} is not a cursor of this server`,
      'Send `next` or a `cursor` of an earlier response as `after`, `after=now` for the changes from now on, or no `after` for all changes that are kept.',
    )
  if (place.position <= dropped)
    throw new TmfError(
      410,
      'cursorExpired',
      'The changes after this cursor are no longer kept',
      'Ask for after=now, keep the cursor `next`, read the lists that you follow once from beginning to end, and continue from that cursor.',
    )
  return place
}
