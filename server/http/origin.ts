const host = /^(?:[a-z\d](?:[\w.-]*[a-z\d])?|\[[\da-f:.]+\])(?::\d{1,5})?$/i

/** How callers reach this server: what every href begins with. */
export interface Origin {
  publicUrl: string | undefined
  trustProxy: boolean | string[]
}

/** The base of the server's addresses as the caller sees them: PUBLIC_URL, a trusted proxy's word, or the Host header. */
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
  const seen = new URL(own.origin)
  seen.protocol = forwarded('proto', /^https?$/i) ?? seen.protocol
  const named = forwarded('host', host)
  if (named) {
    seen.port = ''
    seen.host = named
  }
  const port = forwarded('port', /^\d{1,5}$/)
  if (port && !(named && /:\d+$/.test(named))) seen.port = port
  const prefix = forwarded('prefix', /^(\/[\w~-][\w.~-]*)+\/?$/)?.replace(/\/$/, '') ?? ''
  return seen.origin + prefix
}
