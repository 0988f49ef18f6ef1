import { Elysia } from 'elysia'
import { limits } from '../shared/limits'
import { basePath } from '../shared/vocabulary'
import type { Context } from './context'
import { asTmfError } from './db/databaseError'
import { badRequest, TmfError } from './errors'
import { errorResponse } from './http/answer'
import { isPreflight, preflight, shareWith } from './http/cors'
import { makeGuard } from './http/guard'
import type { Log } from './log'
import { docs } from './routes/docs'
import { guidePages } from './routes/guides'
import { pages } from './routes/pages'
import { routeLabels, serve } from './routes/serve'
import { resources, routeTable } from './routes/table'

/** The maximum length of path and query together. Beyond twice this length, the runtime itself answers. */
const maxTarget = limits.targetBytes

/** The whole HTTP interface. The app does not listen on a port, so that tests can call `handle`. */
export function createApp(context: Context) {
  // By default, Elysia expects a host of at least four characters before the path; `handler` allows shorter ones, such as http://api/.
  return new Elysia({ normalize: false, handler: { standardHostname: false } })
    .onError(({ error, request, code }) => errorResponse(explain(error, code, request, context.log)))
    .onRequest(({ request }) => checkTarget(request))
    .use(docs(resources))
    .use(guidePages)
    .use(serve(routeTable(context), context))
    .use(pages())
}

function checkTarget({ url }: Request): void {
  const length = url.length - url.indexOf('/', url.indexOf('//') + 2)
  if (length > maxTarget)
    throw new TmfError(
      414,
      'uriTooLong',
      'The URL is too long',
      `Path and query may have at most ${maxTarget} bytes together; got ${length}. Split the request into several.`,
    )
}

/** The app as a fetch handler that decides who may call it, and logs and measures every request. */
export function observe(app: ReturnType<typeof createApp>, { origin: door, log, metrics, stopping }: Context) {
  const routeOf = routeLabels(app.routes.map(({ path }) => path))
  const guard = makeGuard(door)
  return async (received: Request): Promise<Response> => {
    const started = performance.now()
    const address = addressOf(received)
    const peer = Array.isArray(door.trustProxy) ? app.server?.requestIP(received)?.address : undefined
    const { error, corsOrigin } = address
      ? guard(received, address, address.pathname, peer)
      : { error: badHost, corsOrigin: undefined }
    const response =
      error || !address
        ? errorResponse(error ?? badHost)
        : corsOrigin && isPreflight(received)
          ? preflight(received)
          : await app.fetch(received.url.startsWith('/') ? new Request(address, received) : received)
    response.headers.set('x-content-type-options', 'nosniff')
    shareWith(response, door, corsOrigin)
    // A client that reused the connection would send its next request to a stopped server.
    if (stopping.aborted) response.headers.set('connection', 'close')
    const path = address?.pathname ?? received.url
    const milliseconds = performance.now() - started
    metrics.request(received.method, routeOf(path), response.status, milliseconds / 1000)
    log.info(
      { method: received.method, path, status: response.status, ms: Math.round(milliseconds * 100) / 100 },
      'request',
    )
    return response
  }
}

const badHost = badRequest('badHost', 'Invalid Host header', 'Send Host: name, or Host: name:port.')

/** The absolute URL of a request. HTTP/1.0 allows requests without a host. Null if the Host header is invalid, or if there are two (RFC 9112, 3.2). */
function addressOf({ url, headers }: Request): URL | null {
  const host = headers.get('host')
  if (host?.includes(',')) return null
  return URL.parse(url) ?? (host === null ? new URL(url, 'http://localhost') : null)
}

function explain(error: unknown, code: unknown, request: Request, log: Log): TmfError {
  if (code === 'NOT_FOUND') return unknownPath(request)
  const known = asTmfError(error)
  if (known.status === 500) log.error({ err: error, method: request.method, url: request.url }, 'a request failed')
  return known
}

function unknownPath(request: Request): TmfError {
  const { pathname } = new URL(request.url)
  return new TmfError(
    404,
    'unknownPath',
    `Nothing found at ${pathname}`,
    `The API is at ${basePath}/usage and ${basePath}/usageSpecification, its documentation at /docs, and the app at /.`,
    { headers: { vary: 'Accept' } },
  )
}
