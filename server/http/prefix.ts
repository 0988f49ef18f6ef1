/**
 * Returns a function that gives the path of a request below `prefix`, the path under which callers see this server. A proxy may have removed the
 * prefix or not. A prefix that `ownPaths`, the paths of the server, begin with is not removed, because `/api/usage/values` below `/api` would be
 * ambiguous: there the proxy must remove it.
 */
export function makePathBelow(ownPaths: readonly string[]): (path: string, prefix: string) => string {
  const own = [...ownPaths, '/assets/', '/usages/', '/specifications/']
  return (path, prefix) => {
    if (prefix === '' || !(path === prefix || path.startsWith(`${prefix}/`))) return path
    if (own.some((it) => it === prefix || it.startsWith(`${prefix}/`))) return path
    return path.slice(prefix.length) || '/'
  }
}

/** A page of this server as callers below `prefix` need it: with the prefix before the addresses in its elements, and for its scripts in `data-base`. */
export const pageBelow = (prefix: string, html: string): string =>
  prefix === ''
    ? html
    : html.replaceAll(/ (href|src)="\//g, ` $1="${prefix}/`).replace(' data-base=""', ` data-base="${prefix}"`)
