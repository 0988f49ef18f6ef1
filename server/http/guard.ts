import { TmfError } from '../errors'
import { shorten } from '../resource/json'
import { makeHostCheck } from './hosts'
import { forwardedHost, type Origin, originOf } from './origin'

/** The configuration of who may call this server. */
export interface Door extends Origin {
  /** Hosts that the server answers for, besides loopback names and the host of PUBLIC_URL: `name` or `name:port`, in lower case. */
  allowedHosts: readonly string[]
  /** Origins of other web pages that may call this server, such as `https://portal.example.com`. */
  corsOrigins: readonly string[]
}

/** The methods that change nothing. */
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** The monitoring of a cluster asks by address. These answers say nothing about the data. */
const isOpen = (path: string): boolean => path === '/livez' || path === '/readyz'

/**
 * Returns the check of every request before it is routed: 421 for a host that the server does not answer for, 403 for a web page of another
 * origin that would change something, or make the server work without its user seeing it. Clients that are not browsers send neither `Origin`
 * nor `Sec-Fetch-Site`. `address` is the absolute URL of the request, `path` its path below the prefix, `peer` the remote address.
 */
export function makeGuard(door: Door) {
  const isAllowed = makeHostCheck(door.publicUrl, door.allowedHosts)
  const listed = new Set(door.corsOrigins)
  return (
    request: Request,
    address: URL,
    path: string,
    peer: string | undefined,
  ): { error: TmfError | undefined; corsOrigin: string | undefined } => {
    const { headers } = request
    const origin = headers.get('origin')
    const corsOrigin = origin !== null && listed.has(origin) ? origin : undefined
    const allow = { error: undefined, corsOrigin }
    if (isOpen(path)) return allow
    // Without a Host header, as HTTP/1.0 allows, no browser has sent the request.
    if (request.url.startsWith('http') && !isAllowed(address.host))
      return { error: hostNotAllowed(address.host), corsOrigin }
    const forwarded = forwardedHost(door, headers, peer)
    if (forwarded && !isAllowed(forwarded)) return { error: hostNotAllowed(forwarded), corsOrigin }
    if (corsOrigin) return allow
    const site = headers.get('sec-fetch-site')
    const isForeign = origin !== null && !isOwn(door, request, address, origin, peer)
    if (isForeign && (!safeMethods.has(request.method) || headers.has('access-control-request-method')))
      return { error: originNotAllowed(origin), corsOrigin }
    if (isFromElsewhere(site) && !isVisit(request)) return { error: originNotAllowed(origin), corsOrigin }
    return allow
  }
}

/** True if a page that this server has sent to the browser is the origin of a request. */
const isOwn = (door: Door, request: Request, address: URL, origin: string, peer: string | undefined): boolean =>
  origin === address.origin ||
  origin === new URL(originOf(door, request, peer)).origin ||
  (door.publicUrl !== undefined && origin === new URL(door.publicUrl).origin)

/** True if the browser says that a page of another site, or of another port of this host, has made the request (Fetch Metadata). */
const isFromElsewhere = (site: string | null): boolean => site === 'cross-site' || site === 'same-site'

/** True if a person follows a link to this server. An image, a frame or a script of another site is not a visit. */
const isVisit = ({ method, headers }: Request): boolean =>
  method === 'GET' && headers.get('sec-fetch-mode') === 'navigate' && headers.get('sec-fetch-dest') === 'document'

const hostNotAllowed = (host: string): TmfError =>
  new TmfError(
    421,
    'hostNotAllowed',
    `This server does not answer for ${shorten(host)}`,
    `If people are meant to reach it by this name, add the name to ALLOWED_HOSTS, or set PUBLIC_URL, and restart the server. Allowed now: names of this machine itself, such as localhost, and the hosts in these settings.`,
  )

const originNotAllowed = (origin: string | null): TmfError =>
  new TmfError(
    403,
    'originNotAllowed',
    origin === null ? 'Requests from other web sites are not allowed' : `Pages of ${shorten(origin)} may not do this`,
    'If that web page is meant to use this server, add its origin, such as https://portal.example.com, to CORS_ORIGINS and restart the server. If it is the app of this server behind a proxy, set PUBLIC_URL to its address.',
  )
