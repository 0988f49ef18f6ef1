import { existsSync, statSync } from 'node:fs'
import { join, normalize } from 'node:path'
import { Elysia, NotFoundError } from 'elysia'

const dist = join(import.meta.dir, '../web/dist')
const encodings = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const

/** A request for a page of the app, as opposed to one for data. */
export const isForBrowser = ({ method, headers, url }: Request): boolean =>
  (method === 'GET' || method === 'HEAD') && (headers.get('accept') ?? '').includes('text/html') && !/^\/(tmf-api|api|docs)(\/|$)/.test(new URL(url).pathname)

/** The admin app: its files, and its one page at every address that is not the API's, so that deep links work. */
export const pages = new Elysia({ name: 'pages' }).get(
  '/*',
  ({ request }) => {
    const { pathname } = new URL(request.url)
    const file = normalize(join(dist, decodeSafely(pathname)))
    if (pathname !== '/' && file.startsWith(dist) && isFile(file)) return send(request, file, pathname.startsWith('/assets/'))
    if (isForBrowser(request)) return send(request, join(dist, 'index.html'), false)
    throw new NotFoundError()
  },
  { detail: { hide: true } },
)

/** Sends a file, compressed when the build left it compressed. Files under `assets` are named after their content and never change. */
function send(request: Request, path: string, isImmutable: boolean): Response {
  if (!existsSync(path)) throw new NotFoundError()
  const accepted = request.headers.get('accept-encoding') ?? ''
  const [encoding, suffix] = encodings.find(([name, extension]) => accepted.includes(name) && existsSync(path + extension)) ?? []
  const headers: Record<string, string> = {
    'content-type': Bun.file(path).type,
    'cache-control': isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: 'accept-encoding',
    'x-content-type-options': 'nosniff',
    ...(path.endsWith('.html') && { 'content-security-policy': contentSecurity, 'referrer-policy': 'same-origin' }),
    ...(encoding && { 'content-encoding': encoding }),
  }
  return new Response(Bun.file(path + (suffix ?? '')), { headers })
}

const contentSecurity = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"

function isFile(path: string): boolean {
  if (/\.(br|gz)$/.test(path)) return false
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
  } catch {
    // No file has such a name: it holds U+0000, or is too long.
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
