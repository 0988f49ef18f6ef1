const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\])$/

/** The largest number of spellings that a host check remembers. */
const maxKnown = 1000

/**
 * A host as it is compared: lower case, addresses in their usual form, without a trailing dot. The port, or the usual ports of http and https,
 * stands beside it. Undefined if `host` is not a host name or an address, with or without a port.
 */
export function readHost(host: string): { name: string; ports: string[] } | undefined {
  const url = /[/?#\\@\s,]/.test(host) ? null : URL.parse(`http://${host}`)
  if (!url) return undefined
  return { name: url.hostname.replace(/\.$/, ''), ports: url.port ? [url.port] : ['80', '443'] }
}

/**
 * Returns a function that tells whether the server answers for a host: a loopback name, the host of PUBLIC_URL, or one of ALLOWED_HOSTS. A web
 * page whose name was rebound to this machine sends its own name, so such a page reaches nothing.
 */
export function makeHostCheck(publicUrl: string | undefined, allowedHosts: readonly string[]) {
  const allowed = new Set(allowedHosts)
  if (publicUrl) allowed.add(readHost(new URL(publicUrl).host)?.name ?? '')
  const known = new Set<string>()
  return (host: string): boolean => {
    if (known.has(host)) return true
    const it = readHost(host)
    if (!it) return false
    const isAllowed =
      loopback.test(it.name) || allowed.has(it.name) || it.ports.some((port) => allowed.has(`${it.name}:${port}`))
    if (isAllowed && known.size < maxKnown) known.add(host)
    return isAllowed
  }
}
