import { mediaTypes } from '../../shared/vocabulary'
import { errorBody, standardErrorBody, type TmfError } from '../errors'

const jsonType = 'application/json; charset=utf-8'

/** An answer with a JSON body. `no-cache` makes clients revalidate a cached answer before every use. */
export const json = (text: string, headers: Record<string, string> = {}, status = 200): Response =>
  new Response(text, { status, headers: { 'content-type': jsonType, 'cache-control': 'no-cache', ...headers } })

/** An answer with one JSON document, as JSON or as the only line of NDJSON. */
export const oneDocument = (
  mediaType: string,
  text: string,
  headers: Record<string, string> = {},
  status = 200,
): Response =>
  mediaType === mediaTypes.ndjson
    ? json(`${text}\n`, { ...headers, 'content-type': mediaType }, status)
    : json(text, headers, status)

/** An answer without a body: 204. */
export const empty = (headers: Record<string, string> = {}): Response => new Response(null, { status: 204, headers })

/** The query string of a request, without its question mark. */
export function queryOf({ url }: Request): string {
  const start = url.indexOf('?')
  return start < 0 ? '' : url.slice(start + 1)
}

/** The answer to a failed request: status, headers and the TMF Error body. */
export const errorResponse = (error: TmfError, isStrict = false): Response =>
  new Response(JSON.stringify(isStrict ? standardErrorBody(error) : errorBody(error)), {
    status: error.status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...error.extra.headers },
  })
