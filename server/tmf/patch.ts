import { invalid } from '../errors'
import { type Document, isObject, shorten } from './json'
import { applyJsonPatch } from './jsonPatch'

/** A change as its media type says it: RFC 7396 or RFC 6902. */
export interface Patch {
  kind: 'merge' | 'json'
  body: unknown
}

/** The document after the patch; the given one stays as it is. All of the patch applies, or none. */
export function applyPatch(type: string, before: Document, { kind, body }: Patch): Document {
  if (kind === 'json') return applyJsonPatch(type, before, body)
  if (!isObject(body)) throw invalid(type, [{ path: '', message: `must be a JSON object with the attributes to change; got ${shorten(body)}` }])
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
