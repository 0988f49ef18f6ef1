import { writeSearch } from '../shared/search'
import type { ErrorBody } from '../shared/tmf'
import { basePath, mediaTypes } from '../shared/vocabulary'

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

export async function one<Item>(path: Collection, id: string): Promise<Item> {
  return (await call(at(path, id))).json()
}

/** A resource with the tag of its revision: who changes it sends the tag, and is told when somebody else was first. */
export interface Tagged<Item> {
  it: Item
  tag: string
}

export const oneTagged = async <Item>(path: Collection, id: string): Promise<Tagged<Item>> => readTagged(await call(at(path, id)))

export async function create<Item>(path: Collection, body: unknown, reason = ''): Promise<Item> {
  return (await call(path, { method: 'POST', headers: { 'content-type': mediaTypes.json, ...reasonHeader(reason) }, body: JSON.stringify(body) })).json()
}

/** Changes some attributes by a merge patch: null takes an attribute away. With a tag only the revision it is of: 412 when there is a newer one. */
export async function change<Item>(path: Collection, id: string, patch: unknown, { tag, reason = '' }: { tag?: string; reason?: string } = {}): Promise<Tagged<Item>> {
  const headers = { 'content-type': mediaTypes.mergePatch, ...(tag && { 'if-match': tag }), ...reasonHeader(reason) }
  return readTagged(await call(at(path, id), { method: 'PATCH', headers, body: JSON.stringify(patch) }))
}

const readTagged = async <Item>(response: Response): Promise<Tagged<Item>> => ({ it: await response.json(), tag: response.headers.get('etag') ?? '' })

/** Headers are ASCII. */
const reasonHeader = (reason: string): Record<string, string> => (reason.trim() ? { 'x-reason': encodeURIComponent(reason.trim()) } : {})

/** What is gone already is as good as deleted. Forced, it goes whatever refers to it. */
export async function remove(path: Collection, id: string, isForced = false): Promise<void> {
  await call(`${at(path, id)}${isForced ? '?force=true' : ''}`, { method: 'DELETE' }).catch((thrown: unknown) => {
    if (!(thrown instanceof Problem && thrown.status === 404)) throw thrown
  })
}

const at = (path: Collection, id: string) => `${path}/${encodeURIComponent(id)}`

/** What the server says beside TMF635: `beside('usageSpecification/activity')`. */
export const beside = async <Body>(path: string): Promise<Body> => (await call(path, undefined, '/api')).json()

async function call(path: string, request?: RequestInit, base: string = basePath): Promise<Response> {
  const response = await fetch(`${base}/${path}`, request).catch(() => {
    throw new Problem(0, { code: 'unreachable', reason: 'The server cannot be reached', message: 'Check your connection and that Tallyman is running, then try again.' })
  })
  if (response.ok) return response
  const body: Partial<ErrorBody> = await response.json().catch(() => ({}))
  throw new Problem(response.status, body)
}
