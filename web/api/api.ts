import type { BrokenRule } from '../../shared/checker/brokenRule'
import { writeSearch } from '../../shared/search'
import type { ErrorBody } from '../../shared/tmf'
import { basePath, mediaTypes, type UsageStatus } from '../../shared/vocabulary'

export type Collection = 'usage' | 'usageSpecification'

/** What a list is asked for: the query string, taken apart. */
export type Query = Parameters<typeof writeSearch>[0]

export interface ListOf<Item> {
  items: Item[]
  total: number
}

/** Why the server did not do what was asked, or could not be asked at all (status 0). */
export class Problem extends Error {
  override name = 'Problem'
  readonly status: number
  readonly code: string
  readonly reason: string
  readonly invalidAttribute: { path: string; message: string }[]
  /** The rules of its specification that a usage breaks. */
  readonly brokenRule: BrokenRule[]

  constructor(status: number, body: Refusal) {
    super(body.message ?? '')
    this.status = status
    this.code = body.code ?? 'unknown'
    this.reason = body.reason ?? `The server answered ${status}`
    this.invalidAttribute = body.invalidAttribute ?? []
    this.brokenRule = body.brokenRule ?? []
  }
}

type Refusal = Partial<ErrorBody> & { brokenRule?: BrokenRule[] }

export async function listOf<Item>(path: Collection, query: Query): Promise<ListOf<Item>> {
  const response = await call(`${path}?${writeSearch(query)}`)
  return { items: await response.json(), total: Number(response.headers.get('x-total-count') ?? 0) }
}

/** A part of a list, and where the next begins. */
export interface Page<Item> {
  items: Item[]
  /** What of a query leads there; undefined at the end. */
  next: string | undefined
}

/** A part of the list that a query text names, from a `start` that an earlier part gave, not counted. */
export async function pageOf<Item>(path: Collection, query: string, start: string, limit: number): Promise<Page<Item>> {
  const response = await call(`${path}?${[query, start, `limit=${limit}`].filter(Boolean).join('&')}`, {
    headers: { prefer: 'count=none' },
  })
  const items: Item[] = await response.json()
  const link = response.headers.get('link')
  const after = /[?&](after=[^&>]+)[^>]*>;\s*rel="next"/.exec(link ?? '')?.[1]
  // A long query leaves the header no room for links: then the place is counted.
  const counted =
    link === null && items.length === limit
      ? `offset=${Number(/^offset=(\d+)$/.exec(start)?.[1] ?? 0) + limit}`
      : undefined
  return { items, next: after ?? counted }
}

export interface Total {
  count: number
  isEstimate: boolean
}

/** How many a query text finds, without fetching any. */
export async function totalOf(path: Collection, query: string): Promise<Total> {
  const response = await call(`${path}?${[query, 'offset=0&limit=0'].filter(Boolean).join('&')}`)
  const applied = response.headers.get('preference-applied') ?? ''
  return { count: Number(response.headers.get('x-total-count') ?? 0), isEstimate: applied.includes('count=estimated') }
}

/** A value of an attribute, and how many of the newest usages have it. */
export interface ValueInUse {
  value: string
  count: number
}

/** How many usages there were when, by status; buckets that are empty are left out. */
export interface Histogram {
  from: string
  to: string
  /** The length of a bucket in seconds. */
  interval: number
  isEstimate: boolean
  total: number
  /** When all usages were, where a few that lie far off are left out. */
  all?: { from: string; to: string }
  buckets: { at: string; counts: Partial<Record<UsageStatus, number>> }[]
}

/** The same, changed: a PATCH is a merge patch. Nothing comes back of what was deleted. */
export async function ownChange<Body>(
  method: 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Body> {
  const headers = { 'content-type': method === 'PATCH' ? mediaTypes.mergePatch : mediaTypes.json }
  const text = await (
    await ask(`/api/${path}`, body === undefined ? { method } : { method, headers, body: JSON.stringify(body) })
  ).text()
  // The caller says of which shape the answer is, as for all of ours.
  return (text === '' ? undefined : JSON.parse(text)) as Body
}

/** What is at an address of this server, as text. */
export const textOf = async (address: string): Promise<string> => (await ask(address)).text()

/** Something of ours beside TMF635: `/api/…`. */
export async function ours<Body>(path: string, parameters: Record<string, string> = {}): Promise<Body> {
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

/** What a resource was after a change, or that it was deleted then. */
export interface Revision<Item> {
  revision: number
  at: string
  by?: string
  reason?: string
  deleted?: true
  /** The JSON Patch from the revision before. */
  change?: unknown[]
  document?: Item
}

/** What became of one, newest first; `next` asks for what is before these. */
export async function revisionsOf<Item>(
  path: Collection,
  id: string,
  before?: number,
): Promise<{ revisions: Revision<Item>[]; next: number | undefined }> {
  const response = await ask(`/api/${at(path, id)}/revisions${before === undefined ? '' : `?before=${before}`}`)
  const next = /[?&]before=(\d+)/.exec(response.headers.get('link') ?? '')?.[1]
  return { revisions: await response.json(), next: next === undefined ? undefined : Number(next) }
}

/** Which revision is meant, and why it is changed. */
export interface Occasion {
  etag?: string
  reason?: string
}

/** What a save sends: a whole new document, or a merge patch. */
export interface Saving extends Occasion {
  body: object
}

export async function create<Item>(
  path: Collection,
  body: unknown,
  { reason }: Pick<Occasion, 'reason'> = {},
): Promise<Item> {
  return (
    await call(path, {
      method: 'POST',
      headers: { 'content-type': mediaTypes.json, ...reasonHeader(reason) },
      body: JSON.stringify(body),
    })
  ).json()
}

/** Changes some attributes by a merge patch: null takes an attribute away. */
export async function change<Item>(
  path: Collection,
  id: string,
  patch: unknown,
  { etag, reason }: Occasion = {},
): Promise<Item> {
  const headers = { 'content-type': mediaTypes.mergePatch, ...(etag && { 'if-match': etag }), ...reasonHeader(reason) }
  return (await call(at(path, id), { method: 'PATCH', headers, body: JSON.stringify(patch) })).json()
}

/** Headers hold bytes, so a reason in any language is percent-encoded. */
const reasonHeader = (reason: string | undefined): Record<string, string> =>
  reason ? { 'x-reason': encodeURIComponent(reason) } : {}

/** What is gone already is as good as deleted. Forced, it goes whatever refers to it. */
export async function remove(
  path: Collection,
  id: string,
  { isForced = false, reason }: { isForced?: boolean } & Occasion = {},
): Promise<void> {
  const headers = reasonHeader(reason)
  await call(`${at(path, id)}${isForced ? '?force=true' : ''}`, { method: 'DELETE', headers }).catch(
    (thrown: unknown) => {
      if (!(thrown instanceof Problem && thrown.status === 404)) throw thrown
    },
  )
}

/** What the server answers in lines of JSON, beside TMF635, as they arrive. */
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

/** Not every browser can be asked for the chunks of a stream one by one. */
async function* texts({ body }: Response): AsyncGenerator<string> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
  for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) yield chunk.value
}

const at = (path: Collection, id: string) => `${path}/${encodeURIComponent(id)}`

const call = (path: string, request?: RequestInit): Promise<Response> => ask(`${basePath}/${path}`, request)

async function ask(address: string, request?: RequestInit): Promise<Response> {
  const response = await fetch(address, request).catch((thrown: unknown) => {
    if (request?.signal?.aborted) throw thrown
    throw new Problem(0, {
      code: 'unreachable',
      reason: 'The server cannot be reached',
      message: 'Check your connection and that Tallyman is running, then try again.',
    })
  })
  if (response.ok) return response
  const body: Refusal = await response.json().catch(() => ({}))
  throw new Problem(response.status, body)
}
