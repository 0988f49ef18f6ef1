import { Elysia } from 'elysia'
import { basePath } from '../shared/vocabulary'
import { activity } from './analytics/activity'
import { histogram } from './analytics/histogram'
import { values } from './analytics/values'
import { quarantine } from './checking/quarantine'
import { trial } from './checking/trial'
import { asTmfError, badRequest, errorResponse, overloaded, TmfError } from './errors'
import { wrongMethod } from './http/methods'
import type { Origin } from './http/request'
import type { Log } from './log'
import type { Metrics } from './metrics'
import type { Context } from './operations/operations'
import { docs } from './routes/docs'
import { exportRoutes } from './routes/exportRoutes'
import { guidePages } from './routes/guides'
import { pages } from './routes/pages'
import { resourceRoutes } from './routes/resourceRoutes'
import { revisionRoutes } from './routes/revisionRoutes'
import { usage } from './usage/usage'
import { usageSpecification } from './usageSpecification/usageSpecification'
import { view } from './view/view'

/** What the HTTP surface stands on. */
export interface AppContext extends Context {
  origin: Origin
  metrics: Metrics
  /** How long a histogram may count, in milliseconds, before it estimates; the usual time when it is not given. */
  countingTimeLimit?: number
}

/** The longest path and query together; beyond twice that the runtime itself answers. */
const maxTarget = 8192

const standard = [usage, usageSpecification]
const resources = [...standard, view]

/** The whole HTTP surface. It does not listen, so that tests call `handle`. */
export function createApp(context: AppContext) {
  // Elysia looks for the path behind at least four characters of host, unless told that there may be fewer: http://api/ is an address too.
  return new Elysia({ normalize: false, handler: { standardHostname: false } })
    .onError(({ error, request, code }) => errorResponse(explain(error, code, request, context.log)))
    .onRequest(({ request }) => checkTarget(request))
    .use(docs(resources))
    .use(guidePages)
    .use(resources.map((it) => resourceRoutes(context, it)))
    .use(standard.map((it) => exportRoutes(context, it)))
    .use(resources.map((it) => revisionRoutes(context, it)))
    .use(quarantine(context))
    .use(trial(context, usage))
    .use(histogram(context))
    .use(activity(context))
    .use(values(context))
    .get('/livez', () => Response.json({ status: 'alive' }), {
      detail: {
        tags: ['Operation'],
        summary: 'Whether the process runs',
        responses: { 200: { description: 'It does' } },
      },
    })
    .get('/readyz', () => ready(context), {
      detail: {
        tags: ['Operation'],
        summary: 'Whether requests can be served',
        responses: { 200: { description: 'They can' }, 503: { $ref: '#/components/responses/503' } },
      },
    })
    .get(
      '/metrics',
      async () =>
        new Response(await context.metrics.registry.metrics(), {
          headers: { 'content-type': context.metrics.registry.contentType },
        }),
      {
        detail: {
          tags: ['Operation'],
          summary: 'Measurements for Prometheus',
          responses: {
            200: { description: 'Prometheus text format', content: { 'text/plain': { schema: { type: 'string' } } } },
          },
        },
      },
    )
    .all('/livez', onlyGet, { detail: { hide: true } })
    .all('/readyz', onlyGet, { detail: { hide: true } })
    .all('/metrics', onlyGet, { detail: { hide: true } })
    .all('/docs', onlyGet, { detail: { hide: true } })
    .all('/docs/json', onlyGet, { detail: { hide: true } })
    .all('/docs/:guide', onlyGet, { detail: { hide: true } })
    .use(pages())
}

function checkTarget({ url }: Request): void {
  const length = url.length - url.indexOf('/', url.indexOf('//') + 2)
  if (length > maxTarget)
    throw new TmfError(
      414,
      'uriTooLong',
      'The address is too long',
      `Path and query have at most ${maxTarget} bytes; these have ${length}. Ask for less at a time.`,
    )
}

const onlyGet = ({ request }: { request: Request }) => wrongMethod(request, 'GET, HEAD')

/** The app as a fetch handler that logs and measures every request. */
export function observe(app: ReturnType<typeof createApp>, { log, metrics, stopping }: AppContext) {
  return async (received: Request): Promise<Response> => {
    const started = performance.now()
    const address = addressOf(received)
    const response = address
      ? await app.fetch(received.url.startsWith('/') ? new Request(address, received) : received)
      : errorResponse(badHost)
    response.headers.set('x-content-type-options', 'nosniff')
    // Whoever keeps the connection would send its next request to nobody.
    if (stopping.aborted) response.headers.set('connection', 'close')
    const path = address?.pathname ?? received.url
    const milliseconds = performance.now() - started
    metrics.request(received.method, path, response.status, milliseconds / 1000)
    log.info(
      { method: received.method, path, status: response.status, ms: Math.round(milliseconds * 100) / 100 },
      'request',
    )
    return response
  }
}

const badHost = badRequest('badHost', 'The Host header names no host', 'Send Host: name or Host: name:port.')

/** The absolute address of a request: HTTP/1.0 may leave out the host. Null when the host is none. */
const addressOf = ({ url, headers }: Request): URL | null =>
  URL.parse(url) ?? (headers.get('host') === null ? new URL(url, 'http://localhost') : null)

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
    `There is nothing at ${pathname}`,
    `The API is at ${basePath}/usage and ${basePath}/usageSpecification, its description at /docs, the app at /.`,
    { headers: { vary: 'Accept' } },
  )
}

async function ready({ pool, stopping }: AppContext): Promise<Response> {
  if (stopping.aborted) throw overloaded('The server is stopping.')
  await pool.runText('select 1', [])
  return Response.json({ status: 'ready' })
}
