import { invalid } from '../errors'
import type { Shape } from '../query/attribute'
import { type Document, isObject, shorten } from '../resource/json'
import { applyJsonPatch } from './jsonPatch'
import { expandQueries } from './patchQuery'

/** A change as its media type says it: RFC 7396, RFC 6902, or this with queries (TMF630 part 5). */
export interface Patch {
  kind: 'merge' | 'json' | 'query'
  body: unknown
}

/** The document after the patch; the given one stays as it is. All of the patch applies, or none. */
export function applyPatch(it: Shape & { type: string }, before: Document, { kind, body }: Patch): Document {
  if (kind !== 'merge') return applyJsonPatch(it.type, before, body, kind === 'query' ? expandQueries(it) : undefined)
  if (!isObject(body))
    throw invalid(it.type, [
      { path: '', message: `must be a JSON object with the attributes to change; got ${shorten(body)}` },
    ])
  return merge(before, body)
}

/** RFC 7396: objects merge, null removes, anything else replaces. */
function merge(target: unknown, patch: Document): Document {
  const result: Document = isObject(target) ? { ...target } : {}
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name]
    else result[name] = isObject(value) ? merge(result[name], value) : value
  }
  return result
}
