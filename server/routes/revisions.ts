import { defaultRevisions, maxRevisions } from '../../shared/api/revisions'
import type { Context } from '../context'
import { acceptsJson } from '../http/accept'
import { json } from '../http/answer'
import { numberOf, parametersOf } from '../http/parameters'
import type { Answer } from '../http/route'
import { type RevisionRange, revisionsOf } from '../operations/history'
import type { Resource } from '../resource/resource'

/** The revisions of one resource, newest first. */
export const listRevisions = (context: Context, it: Resource): Answer => {
  return async ({ request, id, caller }) => {
    acceptsJson(request)
    const range = rangeOf(request)
    const { text, next } = await revisionsOf(context, it, id, range, caller)
    const more = `${caller.origin}/api/${it.path}/${id}/revisions?before=${next}&limit=${range.limit}`
    return json(text, next === undefined ? {} : { link: `<${more}>; rel="next"` })
  }
}

function rangeOf(request: Request): RevisionRange {
  const { limit, before } = parametersOf(request, ['limit', 'before'])
  return {
    limit: numberOf('limit', limit, maxRevisions) ?? defaultRevisions,
    before: numberOf('before', before, 2 ** 31),
  }
}
