import { statSync } from 'node:fs'
import { join, normalize } from 'node:path'
import { Elysia, NotFoundError } from 'elysia'
import Negotiator from 'negotiator'
import type { Context } from '../context'
import { makeFileCache, sendFile } from '../http/file'
import { methodNotAllowed } from '../http/methods'
import { prefixOf } from '../http/origin'
import { pageBelow } from '../http/prefix'

const dist = join(import.meta.dir, '../../web/dist')
const index = join(dist, 'index.html')

/**
 * True for a request for a page of the app rather than for data. A client without an `Accept` preference gets the app only at the root; at
 * other addresses such a client may be looking for the API.
 */
function isForBrowser({ headers, url }: Request): boolean {
  const { pathname } = new URL(url)
  if (/^\/(tmf-api|api|docs)(\/|$)/.test(pathname)) return false
  const types =
    pathname === '/' || pathname === '/index.html'
      ? ['text/html', 'application/json']
      : ['application/json', 'text/html']
  return new Negotiator({ headers: { accept: headers.get('accept') ?? undefined } }).mediaType(types) === 'text/html'
}

/** The admin app: its files, and its single page at every address outside the API, so that deep links work. */
export function pages({ origin }: Pick<Context, 'origin'>) {
  const files = makeFileCache()
  return new Elysia({ name: 'pages' }).all(
    '/*',
    ({ request, server }) => {
      const { pathname } = new URL(request.url)
      const file = fileAt(pathname)
      if (!file && !isForBrowser(request)) throw new NotFoundError()
      if (request.method !== 'GET' && request.method !== 'HEAD') methodNotAllowed(request, 'GET, HEAD')
      // The names of files under `assets` contain a hash of the content, so these files never change.
      if (file)
        return sendFile(files, request, file, {
          'cache-control': pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        })
      if (!isFile(index)) throw new NotFoundError()
      const headers = {
        'cache-control': 'no-cache',
        'content-security-policy': contentSecurity,
        'referrer-policy': 'same-origin',
        vary: 'accept, accept-encoding',
      }
      const prefix = prefixOf(origin, request.headers, server?.requestIP(request)?.address)
      return sendFile(files, request, index, headers, { key: prefix, of: (html) => pageBelow(prefix, html) })
    },
    { detail: { hide: true } },
  )
}

const contentSecurity =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"

/** The file of the app at an address. Hidden files and precompressed variants have no address; `index.html` is served separately. */
function fileAt(pathname: string): string | undefined {
  const path = normalize(join(dist, decodeSafely(pathname)))
  const isOffered = path.startsWith(dist) && path !== index && !/\/\.|\.(br|gz)$/.test(path.slice(dist.length))
  return isOffered && isFile(path) ? path : undefined
}

function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
  } catch {
    // `statSync` throws for names that no file can have: with U+0000, or too long.
    return false
  }
}

function decodeSafely(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
