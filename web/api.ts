import { writeSearch } from '../shared/search'
import type { ErrorBody } from '../shared/tmf'
import { basePath, mediaTypes, type UsageStatus } from '../shared/vocabulary'

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

  constructor(status: number, body: Partial<ErrorBody>) {
    super(body.message ?? '')
    this.status = status
    this.code = body.code ?? 'unknown'
    this.reason = body.reason ?? `The server answered ${status}`
    this.invalidAttribute = body.invalidAttribute ?? []
  }
}

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
  const response = await call(`${path}?${[query, start, `limit=${limit}`].filter(Boolean).join('&')}`, { headers: { prefer: 'count=none' } })
  const items: Item[] = await response.json()
  const link = response.headers.get('link')
  const after = /[?&](after=[^&>]+)[^>]*>;\s*rel="next"/.exec(link ?? '')?.[1]
  // A long query leaves the header no room for links: then the place is counted.
  const counted = link === null && items.length === limit ? `offset=${Number(/^offset=(\d+)$/.exec(start)?.[1] ?? 0) + limit}` : undefined
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
  buckets: { at: string; counts: Partial<Record<UsageStatus, number>> }[]
}

/** Something of ours beside TMF635: `/api/…`. */
export async function ours<Body>(path: string, parameters: Record<string, string> = {}): Promise<Body> {
  return (await call(`${ownPath}/${path}?${new URLSearchParams(parameters)}`)).json()
}

export async function one<Item>(path: Collection, id: string): Promise<Item> {
  return (await call(at(path, id))).json()
}

export async function create<Item>(path: Collection, body: unknown): Promise<Item> {
  return (await call(path, { method: 'POST', headers: { 'content-type': mediaTypes.json }, body: JSON.stringify(body) })).json()
}

/**
 * Changes some attributes by a merge patch: null takes an attribute away.
 * @public
 */
export async function change<Item>(path: Collection, id: string, patch: unknown): Promise<Item> {
  return (await call(at(path, id), { method: 'PATCH', headers: { 'content-type': mediaTypes.mergePatch }, body: JSON.stringify(patch) })).json()
}

/** What is gone already is as good as deleted. Forced, it goes whatever refers to it. */
export async function remove(path: Collection, id: string, isForced = false): Promise<void> {
  await call(`${at(path, id)}${isForced ? '?force=true' : ''}`, { method: 'DELETE' }).catch((thrown: unknown) => {
    if (!(thrown instanceof Problem && thrown.status === 404)) throw thrown
  })
}

const at = (path: Collection, id: string) => `${path}/${encodeURIComponent(id)}`

/** Where what is ours is, beside TMF635. */
export const ownPath = '/api'

/** A path without a slash in front is one of TMF635. */
async function call(path: string, request?: RequestInit): Promise<Response> {
  const response = await fetch(path.startsWith('/') ? path : `${basePath}/${path}`, request).catch(() => {
    throw new Problem(0, { code: 'unreachable', reason: 'The server cannot be reached', message: 'Check your connection and that Tallyman is running, then try again.' })
  })
  if (response.ok) return response
  const body: Partial<ErrorBody> = await response.json().catch(() => ({}))
  throw new Problem(response.status, body)
}
