import { limits } from '../../shared/limits'
import type { Door } from './guard'

const methods = 'GET, HEAD, POST, PATCH, DELETE, OPTIONS'
/** The headers of answers that pages may read, besides the few that browsers always show. */
const exposed = [
  'Accept-Patch',
  'Accept-Post',
  'Accept-Ranges',
  'Allow',
  'Content-Disposition',
  'Content-Range',
  'ETag',
  'Idempotency-Replayed',
  'Link',
  'Location',
  'Preference-Applied',
  'Retry-After',
  'X-Request-ID',
  'X-Result-Count',
  'X-Total-Count',
  'traceparent',
].join(', ')
/** How long a browser keeps the answer to a preflight, in seconds. */
const maxAge = '600'

/** True for the question of a browser whether a page may send a request (Fetch, 4.8). */
export const isPreflight = ({ method, headers }: Request): boolean =>
  method === 'OPTIONS' && headers.has('origin') && headers.has('access-control-request-method')

/** The answer to a preflight of an allowed page: 204. */
export function preflight({ headers }: Request): Response {
  const asked = headers.get('access-control-request-headers') ?? ''
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': methods,
      ...(/^[\w!#$%&'*+.^`|~, -]+$/.test(asked) &&
        asked.length <= limits.preflightHeadersLength && { 'access-control-allow-headers': asked }),
      'access-control-max-age': maxAge,
      vary: 'Access-Control-Request-Headers',
    },
  })
}

/** Lets pages of `origin`, which CORS_ORIGINS lists, read an answer. Caches keep the answers for different pages apart. */
export function shareWith({ headers }: Response, { corsOrigins }: Door, origin: string | undefined): void {
  if (corsOrigins.length === 0) return
  headers.append('vary', 'Origin')
  if (origin === undefined) return
  headers.set('access-control-allow-origin', origin)
  headers.set('access-control-allow-credentials', 'true')
  headers.set('access-control-expose-headers', exposed)
}
