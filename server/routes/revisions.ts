import { defaultRevisions, maxRevisions } from '../../shared/api/revisions'
import type { Context } from '../context'
import { badRequest } from '../errors'
import { acceptsJson } from '../http/accept'
import { json } from '../http/answer'
import { parametersOf } from '../http/parameters'
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

function numberOf(name: string, text: string | null, max: number): number | null {
  if (text === null) return null
  if (/^[1-9]\d{0,9}$/.test(text) && Number(text) <= max) return Number(text)
  throw badRequest('invalidQuery', `Invalid ${name}`, `${name} must be a whole number from 1 to ${max}.`)
}
