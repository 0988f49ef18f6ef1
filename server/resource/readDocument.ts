import type { TSchema } from '@sinclair/typebox'
import { limits } from '../../shared/limits'
import { badRequest, invalid } from '../errors'
import { parseJson } from './json'

/**
 * Parses bytes as JSON. Throws a 400 if the bytes are not JSON or contain values that cannot be stored. `schema` is that of the document, or of what a
 * patch changes.
 */
export function readDocument(bytes: Uint8Array, type: string, schema?: TSchema): unknown {
  const text = decodeUtf8(bytes)
  if (!text.trim()) throw badRequest('malformedJson', 'The body is empty', `Send a ${type} as JSON.`)
  const { value, unstorable } = parse(text, schema)
  if (unstorable.length > 0) throw invalid(type, unstorable.slice(0, 20))
  return value
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw badRequest('malformedJson', 'The body is not UTF-8', 'Send the JSON encoded in UTF-8.')
  }
}

function parse(text: string, schema: TSchema | undefined): ReturnType<typeof parseJson> {
  try {
    return parseJson(text, schema)
  } catch (thrown) {
    if (thrown instanceof RangeError)
      throw badRequest(
        'invalidAttribute',
        'The JSON is nested too deeply',
        `A resource may have at most ${limits.documentDepth} levels of objects and arrays.`,
      )
    if (!(thrown instanceof SyntaxError)) throw thrown
    throw badRequest(
      'malformedJson',
      'The body is not valid JSON',
      `The JSON parser reports: ${thrown.message.replace(/^JSON Parse error: /, '')}.`,
    )
  }
}
