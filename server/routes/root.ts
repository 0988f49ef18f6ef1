import type { Context } from '../context'
import { acceptsJson } from '../http/accept'
import { json } from '../http/answer'
import type { Answer } from '../http/route'
import { collectionPath, type Resource } from '../resource/resource'

/** The root of the API: links to its collections, and to its documentation by the link relations of RFC 8631. */
export const describeApi = (_context: Context, resources: readonly Resource[]): Answer => {
  return ({ request, caller }) => {
    acceptsJson(request)
    const link = (path: string, title: string) => ({ href: `${caller.origin}${path}`, title })
    const links = {
      self: link(new URL(request.url).pathname, 'This page'),
      ...Object.fromEntries(resources.map((it) => [it.path, link(collectionPath(it), `The list of ${it.type}`)])),
      change: link('/api/change', 'All changes in the order of their commits'),
      'service-doc': link('/docs', 'The documentation'),
      'service-desc': link('/docs/json', 'The OpenAPI description'),
      status: link('/readyz', 'Whether the server can handle requests'),
    }
    return json(JSON.stringify({ name: 'TMF635 Usage Management', version: '4.0.0', _links: links }))
  }
}
