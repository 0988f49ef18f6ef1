const host = /^(?:[a-z\d](?:[\w.-]*[a-z\d])?|\[[\da-f:.]+\])(?::\d{1,5})?$/i

/** The configuration of the server's public address, which every href starts with. */
export interface Origin {
  /** PUBLIC_URL; takes precedence over all headers. */
  publicUrl: string | undefined
  /** True: `X-Forwarded-…` headers are trusted from any peer. A list: only from these IP addresses. */
  trustProxy: boolean | string[]
}

/** The base address of the server as the caller sees it: from PUBLIC_URL, from the `X-Forwarded-…` headers of a trusted proxy, or from the Host header. */
export function originOf(
  { publicUrl, trustProxy }: Origin,
  { url, headers }: Request,
  peer: string | undefined,
): string {
  if (publicUrl) return publicUrl
  const own = new URL(url)
  if (
    !(
      trustProxy === true ||
      (Array.isArray(trustProxy) && peer !== undefined && trustProxy.includes(peer.replace(/^::ffff:/, '')))
    )
  )
    return own.origin
  const forwarded = (name: string, form: RegExp) => {
    const [first = ''] = (headers.get(`x-forwarded-${name}`) ?? '').split(',')
    return form.test(first.trim()) ? first.trim() : undefined
  }
  const base = new URL(own.origin)
  base.protocol = forwarded('proto', /^https?$/i) ?? base.protocol
  const named = forwarded('host', host)
  if (named) {
    base.port = ''
    base.host = named
  }
  const port = forwarded('port', /^\d{1,5}$/)
  if (port && !(named && /:\d+$/.test(named))) base.port = port
  const prefix = forwarded('prefix', /^(\/[\w~-][\w.~-]*)+\/?$/)?.replace(/\/$/, '') ?? ''
  return base.origin + prefix
}
