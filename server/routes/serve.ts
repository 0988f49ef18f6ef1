import { Elysia } from 'elysia'
import type { Context } from '../context'
import { empty } from '../http/answer'
import { callerOf } from '../http/caller'
import { methodNotAllowed, withoutBody } from '../http/methods'
import type { Route } from '../http/route'
import type { Connection } from '../stream/firstRows'

type Server = Bun.Server<unknown> | null

/** The connection of a request. The runtime creates the signal when it is first read, so only streams pay for it. */
class RequestConnection implements Connection {
  constructor(
    private readonly request: Request,
    private readonly server: Server,
  ) {}

  get signal(): AbortSignal {
    return this.request.signal
  }

  allowIdle(seconds: number): void {
    this.server?.timeout(this.request, seconds)
  }
}

/** The routes as an Elysia plugin. Adds HEAD, OPTIONS, and 405 with `Allow` for every other method. */
export function serve(routes: Route[], context: Context) {
  const app = new Elysia({ name: 'routes' })
  for (const [path, own] of Map.groupBy(routes, ({ path }) => path)) {
    const pattern = path.replaceAll(/\{(\w+)\}/g, ':$1')
    const allow = methodsOf(own)
    for (const route of own) {
      const { method, answer, takes, detail } = route
      const handle = (request: Request, server: Server, params: unknown) =>
        answer({
          request,
          caller: callerOf(context.origin, request, server?.requestIP(request)?.address),
          id: idOf(params),
          takes,
          connection: new RequestConnection(request, server),
        })
      app.route(method, pattern, ({ request, server, params }) => handle(request, server, params), {
        config: {},
        detail: described(detail),
      })
      if (method === 'GET')
        app.route(
          'HEAD',
          pattern,
          async ({ request, server, params }) => withoutBody(await handle(request, server, params)),
          { config: {}, detail: described(route.headDetail) },
        )
    }
    const optionsDetail = own.find((route) => route.optionsDetail)?.optionsDetail
    if (optionsDetail) app.options(pattern, () => empty(optionsOf(allow, own)), { detail: optionsDetail })
    app.all(pattern, ({ request }) => methodNotAllowed(request, allow), { detail: { hide: true } })
  }
  return app
}

const described = (detail: Route['detail']) => detail ?? { hide: true }

/** The id in the path. If its percent-encoding is invalid, Elysia has no parameter; then the result is a text that no id equals. */
const idOf = (params: unknown): string => (params as { id?: string | null } | undefined)?.id ?? '%'

/** The `Allow` header of a path (RFC 9110, 10.2.1). */
function methodsOf(routes: Route[]): string {
  const methods = routes.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
  return [...methods, ...(routes.some(({ optionsDetail }) => optionsDetail) ? ['OPTIONS'] : [])].join(', ')
}

/** The headers of an OPTIONS response: the methods, and the media types that POST and PATCH accept (RFC 5789, 3.1). */
const optionsOf = (allow: string, routes: Route[]): Record<string, string> => ({
  allow,
  ...Object.fromEntries(
    routes.flatMap(({ method, takes }) =>
      method === 'POST' || method === 'PATCH' ? [[`accept-${method.toLowerCase()}`, takes.join(', ')]] : [],
    ),
  ),
})

/**
 * Returns a function that maps a path to its route, such as `/api/usage/{id}/revisions`, or to `other`. The metrics use routes as labels, because
 * the number of labels must not grow with the data. The patterns are in Elysia's syntax.
 */
export function routeLabels(patterns: string[]): (path: string) => string {
  const own = [...new Set(patterns)].filter((pattern) => !pattern.includes('*'))
  const labels = new Map(own.filter((pattern) => !pattern.includes(':')).map((pattern) => [pattern, pattern]))
  const open = own
    .filter((pattern) => pattern.includes(':'))
    .map((pattern) => ({
      label: pattern.replaceAll(/:(\w+)/g, '{$1}'),
      matches: new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`),
    }))
  return (path) => labels.get(path) ?? open.find(({ matches }) => matches.test(path))?.label ?? 'other'
}
