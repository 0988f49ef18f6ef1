import type { Revision } from '../../shared/api/revisions'
import type { BrokenRule } from '../../shared/checker/brokenRule'
import { writeSearch } from '../../shared/search'
import type { ErrorBody } from '../../shared/tmf'
import { basePath, mediaTypes } from '../../shared/vocabulary'
import { base } from './base'

export type Collection = 'usage' | 'usageSpecification'

/** The parts of a list's query string. */
export type Query = Parameters<typeof writeSearch>[0]

export interface ListOf<Item> {
  items: Item[]
  total: number
}

/** An error answer of the server, or a failed connection (status 0). */
export class Problem extends Error {
  override name = 'Problem'
  readonly status: number
  readonly code: string
  readonly reason: string
  readonly invalidAttribute: { path: string; message: string }[]
  /** The rules of the specification that the usage breaks. */
  readonly brokenRule: BrokenRule[]

  constructor(status: number, body: ErrorAnswer) {
    super(body.message ?? '')
    this.status = status
    this.code = body.code ?? 'unknown'
    this.reason = body.reason ?? `The server answered ${status}`
    this.invalidAttribute = body.invalidAttribute ?? []
    this.brokenRule = body.brokenRule ?? []
  }
}

type ErrorAnswer = Partial<ErrorBody> & { brokenRule?: BrokenRule[] }

export async function listOf<Item>(path: Collection, query: Query): Promise<ListOf<Item>> {
  const response = await call(`${path}?${writeSearch(query)}`)
  return { items: await response.json(), total: Number(response.headers.get('x-total-count') ?? 0) }
}

/** One page of a list. */
export interface Page<Item> {
  items: Item[]
  /** The query parameter of the next page; undefined on the last page. */
  next: string | undefined
}

/** Fetches the page that begins at `start`, the `next` of the page before. Does not count the list. */
export async function pageOf<Item>(path: Collection, query: string, start: string, limit: number): Promise<Page<Item>> {
  const response = await call(`${path}?${[query, start, `limit=${limit}`].filter(Boolean).join('&')}`, {
    headers: { prefer: 'count=none' },
  })
  const items: Item[] = await response.json()
  const link = response.headers.get('link')
  const after = /[?&](after=[^&>]+)[^>]*>;\s*rel="next"/.exec(link ?? '')?.[1]
  // The server omits the Link header if the query is too long for it. Then the next page is found by offset; 206 says that there may be one.
  const counted =
    link === null && response.status === 206 && items.length > 0
      ? `offset=${Number(/^offset=(\d+)$/.exec(start)?.[1] ?? 0) + items.length}`
      : undefined
  return { items, next: after ?? counted }
}

export interface Total {
  count: number
  isEstimate: boolean
}

/** Counts the items that match a query without fetching them. */
export async function totalOf(path: Collection, query: string): Promise<Total> {
  const response = await call(`${path}?${[query, 'offset=0&limit=0'].filter(Boolean).join('&')}`)
  const applied = response.headers.get('preference-applied') ?? ''
  return { count: Number(response.headers.get('x-total-count') ?? 0), isEstimate: applied.includes('count=estimated') }
}

/** Writes to our own API (`/api/…`). A PATCH is a merge patch. DELETE returns undefined. */
export async function changeOwn<Body>(
  method: 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Body> {
  const headers = { 'content-type': method === 'PATCH' ? mediaTypes.mergePatch : mediaTypes.json }
  const text = await (
    await ask(`/api/${path}`, body === undefined ? { method } : { method, headers, body: JSON.stringify(body) })
  ).text()
  // The caller knows the type of the answer.
  return (text === '' ? undefined : JSON.parse(text)) as Body
}

/** Reads any address of this server as text. */
export const textOf = async (address: string): Promise<string> => (await ask(address)).text()

/** Reads from our own API: `/api/…`. */
export async function readOwn<Body>(path: string, parameters: Record<string, string> = {}): Promise<Body> {
  return (await ask(`/api/${path}?${new URLSearchParams(parameters)}`)).json()
}

export async function one<Item>(path: Collection, id: string): Promise<Item> {
  return (await call(at(path, id))).json()
}

/** A document and the ETag of its revision: a change with If-Match applies only to that revision. */
export interface Tagged<Document> {
  document: Document
  etag: string
}

export async function oneWithTag<Document>(path: Collection, id: string): Promise<Tagged<Document>> {
  const response = await call(at(path, id))
  return { document: await response.json(), etag: response.headers.get('etag') ?? '' }
}

/** The revisions of a resource, newest first. `next` is the `before` of the next page. */
export async function revisionsOf<Item>(
  path: Collection,
  id: string,
  before?: number,
): Promise<{ revisions: Revision<Item>[]; next: number | undefined }> {
  const response = await ask(`/api/${at(path, id)}/revisions${before === undefined ? '' : `?before=${before}`}`)
  const next = /[?&]before=(\d+)/.exec(response.headers.get('link') ?? '')?.[1]
  return { revisions: await response.json(), next: next === undefined ? undefined : Number(next) }
}

/** The expected revision and the reason of a change. `isForced` does what the server otherwise refuses. */
export interface ChangeOptions {
  etag?: string
  reason?: string
  isForced?: boolean
}

/** The request of a save: `body` is a whole new document or a merge patch. */
export interface Saving extends ChangeOptions {
  body: object
}

export async function create<Item>(
  path: Collection,
  body: unknown,
  { reason }: Pick<ChangeOptions, 'reason'> = {},
): Promise<Item> {
  return (
    await call(path, {
      method: 'POST',
      headers: { 'content-type': mediaTypes.json, ...reasonHeader(reason) },
      body: JSON.stringify(body),
    })
  ).json()
}

/** Changes attributes by a merge patch: null removes an attribute. */
export async function change<Item>(
  path: Collection,
  id: string,
  patch: unknown,
  { etag, reason, isForced }: ChangeOptions = {},
): Promise<Item> {
  const headers = { 'content-type': mediaTypes.mergePatch, ...(etag && { 'if-match': etag }), ...reasonHeader(reason) }
  return (await call(forced(at(path, id), isForced), { method: 'PATCH', headers, body: JSON.stringify(patch) })).json()
}

/** Header values are ASCII, so the reason is percent-encoded. */
const reasonHeader = (reason: string | undefined): Record<string, string> =>
  reason ? { 'x-reason': encodeURIComponent(reason) } : {}

const forced = (path: string, isForced = false): string => (isForced ? `${path}?force=true` : path)

/** Deletes a resource. A 404 counts as success. `isForced` deletes it even if other resources refer to it or if it is billed. */
export async function remove(path: Collection, id: string, { isForced, reason }: ChangeOptions = {}): Promise<void> {
  const headers = reasonHeader(reason)
  await call(forced(at(path, id), isForced), { method: 'DELETE', headers }).catch((thrown: unknown) => {
    if (!(thrown instanceof Problem && thrown.status === 404)) throw thrown
  })
}

/** Reads an NDJSON answer of our own API line by line, as it arrives. */
export async function* linesOf<Line>(path: string, body: unknown, signal: AbortSignal): AsyncGenerator<Line> {
  const response = await ask(`/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': mediaTypes.json },
    body: JSON.stringify(body),
    signal,
  })
  let rest = ''
  for await (const text of texts(response)) {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line !== '') yield JSON.parse(line)
  }
}

/** Some browsers cannot iterate a stream with `for await`, so this reads with a reader. */
async function* texts({ body }: Response): AsyncGenerator<string> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
  for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) yield chunk.value
}

const at = (path: Collection, id: string) => `${path}/${encodeURIComponent(id)}`

const call = (path: string, request?: RequestInit): Promise<Response> => ask(`${basePath}/${path}`, request)

/** Sends a request to an address of this server, from its root. */
async function ask(address: string, request?: RequestInit): Promise<Response> {
  const headers = new Headers(request?.headers)
  // The app shows extensions of TMF635, whatever the default of the server is.
  headers.append('prefer', 'profile=extended')
  const response = await fetch(base + address, { ...request, headers }).catch((thrown: unknown) => {
    if (request?.signal?.aborted) throw thrown
    throw new Problem(0, {
      code: 'unreachable',
      reason: 'The server cannot be reached',
      message: 'Check your connection and that Tallyman is running, then try again.',
    })
  })
  if (response.ok) return response
  const body: ErrorAnswer = await response.json().catch(() => ({}))
  throw new Problem(response.status, body)
}
