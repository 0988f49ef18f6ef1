import { invalid } from '../errors'
import type { Shape } from '../query/attribute'
import { type Document, isObject, shorten } from '../resource/json'
import { applyJsonPatch } from './jsonPatch'
import { expandQueries } from './patchQuery'

/** A patch and its kind: JSON Merge Patch (RFC 7396), JSON Patch (RFC 6902), or JSON Patch Query (TMF630 part 5). */
export interface Patch {
  kind: 'merge' | 'json' | 'query'
  body: unknown
}

/** Applies a patch and returns the new document; `before` is not changed. The whole patch applies, or the function throws. */
export function applyPatch(it: Shape & { type: string }, before: Document, { kind, body }: Patch): Document {
  if (kind !== 'merge') return applyJsonPatch(it.type, before, body, kind === 'query' ? expandQueries(it) : undefined)
  if (!isObject(body))
    throw invalid(it.type, [
      { path: '', message: `must be a JSON object with the attributes to change; got ${shorten(body)}` },
    ])
  return merge(before, body)
}

/** JSON Merge Patch (RFC 7396): objects merge, null removes an attribute, any other value replaces the attribute. */
function merge(target: unknown, patch: Document): Document {
  const result: Document = isObject(target) ? { ...target } : {}
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name]
    else result[name] = isObject(value) ? merge(result[name], value) : value
  }
  return result
}
