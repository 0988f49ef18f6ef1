import { basePath } from '../../shared/vocabulary'

type Document = Record<string, unknown>

/** The faults of the server: each function replaces a step that the server would do right. */
export interface Fault {
  /** Changes the full representation of a usage or specification. */
  show?: (document: Document) => Document
  /** Changes which documents a list holds. */
  pick?: (documents: Document[], query: URLSearchParams) => Document[]
  /** Stands in for the whole answer; undefined: answered as usual. */
  answer?: (
    request: { method: string; path: string; query: URLSearchParams },
    usual: () => Response,
  ) => Response | undefined
}

/** The least server that passes, in memory, with a fault on request: what the runner must find out. */
export function startFaultyServer({ show = (it) => it, pick = filtered, answer = () => undefined }: Fault = {}): {
  url: string
  stop(): Promise<void>
} {
  const stored: Record<string, Document[]> = { usage: [], usageSpecification: [] }
  let last = 0

  const respond = (
    method: string,
    [type = '', id]: string[],
    query: URLSearchParams,
    body: Document,
    url: URL,
  ): Response => {
    const documents = stored[type]
    if (!documents) return Response.json({ code: 'unknownPath' }, { status: 404 })
    if (method === 'POST') {
      last++
      const created = { id: `id ${last}`, href: `${url.origin}${url.pathname}/id%20${last}`, ...body }
      documents.unshift(created)
      return Response.json(show(created), { status: 201 })
    }
    if (id === undefined) {
      const found = pick(documents, query)
      return Response.json(found.map(show), { headers: { 'X-Total-Count': String(found.length) } })
    }
    const found = documents.find((document) => document.id === decodeURIComponent(id))
    return found ? Response.json(show(found)) : Response.json({ code: 'unknownId' }, { status: 404 })
  }

  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    async fetch(request) {
      const url = new URL(request.url)
      if (!url.pathname.startsWith(`${basePath}/`)) return Response.json({ code: 'unknownPath' }, { status: 404 })
      const path = url.pathname.slice(basePath.length + 1)
      const body: Document = request.method === 'POST' ? JSON.parse(await request.text()) : {}
      const usual = () => respond(request.method, path.split('/'), url.searchParams, body, url)
      return answer({ method: request.method, path, query: url.searchParams }, usual) ?? usual()
    },
  })
  return { url: server.url.origin, stop: () => server.stop(true) }
}

const filtered = (documents: Document[], query: URLSearchParams): Document[] =>
  documents.filter((document) => ['id', 'name'].every((name) => !query.has(name) || document[name] === query.get(name)))
