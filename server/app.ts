import { Elysia } from 'elysia'
import { limits } from '../shared/limits'
import { basePath } from '../shared/vocabulary'
import type { Context } from './context'
import { asTmfError } from './db/databaseError'
import { badRequest, TmfError } from './errors'
import { errorResponse } from './http/answer'
import { isPreflight, preflight, shareWith } from './http/cors'
import { makeGuard } from './http/guard'
import { prefixOf } from './http/origin'
import { isStrict, preferencesOf } from './http/prefer'
import { makePathBelow } from './http/prefix'
import { readTraceparent, requestIdOf } from './http/requestId'
import { type Log, logWith } from './log'
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
    .onError(({ error, request, code }) =>
      errorResponse(explain(error, code, request, context.log), isStrict(preferencesOf(request), context.profile)),
    )
    .onRequest(({ request }) => checkTarget(request))
    .use(docs(resources, context))
    .use(guidePages(context))
    .use(serve(routeTable(context), context))
    .use(pages(context))
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
export function observe(app: ReturnType<typeof createApp>, { origin: door, log, metrics, stopping, tracing }: Context) {
  const paths = app.routes.map(({ path }) => path)
  const routeOf = routeLabels(paths)
  const pathBelow = makePathBelow(paths)
  const guard = makeGuard(door)
  const answer = async (request: Request, address: URL, path: string, peer: string | undefined) => {
    const { error, corsOrigin } = guard(request, address, path, peer)
    const response = error
      ? errorResponse(error)
      : corsOrigin && isPreflight(request)
        ? preflight(request)
        : await app.fetch(at(request, address, path))
    shareWith(response, door, corsOrigin)
    return response
  }
  return (received: Request): Promise<Response> => {
    const { headers, method } = received
    const requestId = requestIdOf(headers)
    const parent = readTraceparent(headers)
    const span = tracing?.begin(method, parent)
    const traceId = span?.traceId ?? parent?.traceId
    return logWith({ requestId, ...(traceId && { traceId }) }, async () => {
      const started = performance.now()
      const address = addressOf(received)
      const peer = Array.isArray(door.trustProxy) ? app.server?.requestIP(received)?.address : undefined
      const path = address ? pathBelow(address.pathname, prefixOf(door, headers, peer)) : received.url
      const work = () => (address ? answer(received, address, path, peer) : errorResponse(badHost))
      const response = await (span ? span.run(work) : work())
      response.headers.set('x-content-type-options', 'nosniff')
      response.headers.set('x-request-id', requestId)
      const traceparent = span?.traceparent ?? parent?.header
      if (traceparent) response.headers.set('traceparent', traceparent)
      // A client that reused the connection would send its next request to a stopped server.
      if (stopping.aborted) response.headers.set('connection', 'close')
      const { status } = response
      const route = routeOf(path)
      const milliseconds = performance.now() - started
      metrics.request(method, route, status, milliseconds / 1000)
      span?.end(route, path, status)
      log.info({ method, path, status, ms: Math.round(milliseconds * 100) / 100 }, 'request')
      return response
    })
  }
}

/**
 * The request as if it had been sent to `path` of an absolute address. The property is replaced instead of the request, because the runtime knows
 * the connection only of the request that it has received.
 */
function at(request: Request, address: URL, path: string): Request {
  if (path === address.pathname && !request.url.startsWith('/')) return request
  return Object.defineProperty(request, 'url', { value: `${address.origin}${path}${address.search}` })
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
