import { isIP } from 'node:net'

const host = /^(?:[a-z\d](?:[\w.-]*[a-z\d])?|\[[\da-f:.]+\])(?::\d{1,5})?$/i

/** The configuration of the server's public address, which every href starts with. */
export interface Origin {
  /** PUBLIC_URL; takes precedence over all headers. */
  publicUrl: string | undefined
  /** True: `X-Forwarded-…` headers are trusted from any peer. A list: only from these IP addresses. */
  trustProxy: boolean | string[]
}

/** True if the `X-Forwarded-…` headers of a peer are trusted. */
const isTrusted = ({ trustProxy }: Origin, peer: string | undefined): boolean =>
  trustProxy === true || (Array.isArray(trustProxy) && peer !== undefined && trustProxy.includes(plain(peer)))

/** An IPv4 address that arrived through IPv6 as IPv4. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '')

/**
 * The address of the client. Each proxy appends to `X-Forwarded-For` the address that it was called from, so the header is read from its end, as far
 * as trusted proxies have written it. If every peer is trusted, the proxies are unknown, and only what the last one wrote counts.
 */
export function clientOf(origin: Origin, headers: Headers, peer: string | undefined): string | undefined {
  if (!isTrusted(origin, peer)) return peer
  let client = peer
  for (const entry of (headers.get('x-forwarded-for') ?? '').split(',').reverse()) {
    const address = addressIn(entry.trim())
    if (address === undefined) return client
    client = address
    if (origin.trustProxy === true || !isTrusted(origin, client)) return client
  }
  return client
}

/** The IP address in an entry of `X-Forwarded-For`, which some proxies write with a port. */
function addressIn(entry: string): string | undefined {
  const address = plain(entry.replace(/^\[(.*)\](:\d+)?$/, '$1').replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1'))
  return isIP(address) ? address : undefined
}

/** The first value of an `X-Forwarded-…` header, which the outermost proxy has written. Undefined if it does not have the form. */
function forwarded(headers: Headers, name: string, form: RegExp): string | undefined {
  const [first = ''] = (headers.get(`x-forwarded-${name}`) ?? '').split(',')
  return form.test(first.trim()) ? first.trim() : undefined
}

/** The host that the caller asked a trusted proxy for. */
export const forwardedHost = (origin: Origin, headers: Headers, peer: string | undefined): string | undefined =>
  isTrusted(origin, peer) ? forwarded(headers, 'host', host) : undefined

/** The path that a trusted proxy serves this server under, such as `/tallyman`. Empty: the root. */
const forwardedPrefix = (headers: Headers): string =>
  forwarded(headers, 'prefix', /^(\/[\w~-][\w.~-]*)+\/?$/)?.replace(/\/$/, '') ?? ''

/** The path under which the caller sees this server, such as `/tallyman`; empty at the root of its host. */
export const prefixOf = (origin: Origin, headers: Headers, peer: string | undefined): string =>
  origin.publicUrl
    ? origin.publicUrl.replace(/^\w+:\/\/[^/]+/, '')
    : isTrusted(origin, peer)
      ? forwardedPrefix(headers)
      : ''

/** The base address of the server as the caller sees it: from PUBLIC_URL, from the `X-Forwarded-…` headers of a trusted proxy, or from the Host header. */
export function originOf(origin: Origin, { url, headers }: Request, peer: string | undefined): string {
  if (origin.publicUrl) return origin.publicUrl
  const own = new URL(url)
  if (!isTrusted(origin, peer)) return own.origin
  const base = new URL(own.origin)
  base.protocol = forwarded(headers, 'proto', /^https?$/i) ?? base.protocol
  const named = forwardedHost(origin, headers, peer)
  if (named) {
    base.port = ''
    base.host = named
  }
  const port = forwarded(headers, 'port', /^\d{1,5}$/)
  if (port && !(named && /:\d+$/.test(named))) base.port = port
  return base.origin + forwardedPrefix(headers)
}
