import type { SQL } from 'drizzle-orm'
import { limits } from '../../shared/limits'
import type { Search } from '../../shared/search'
import type { Context } from '../context'
import type { Pool } from '../db/connect'
import { exceeds } from '../db/connection'
import { type Page, type PageResult, readPageOf } from '../query/page'
import { readListQuery } from '../query/parse'
import { type Order, orderOf, reversed } from '../query/sort'
import type { Caller } from '../resource/caller'
import type { Resource } from '../resource/resource'
import type { Scope } from '../resource/scope'
import { readRange, sizeOf } from '../store/rows'
import { searchSql } from '../store/searchSql'
import { type Count, type Counted, count } from '../store/totalCount'

/** A page of a list, with the page and order that were requested. */
export interface Listed {
  order: Order
  page: Page
  found: PageResult
  /** The kind of count, if the caller should know. */
  applied: Counted['applied']
}

/** A request for a page of a list. */
export interface ListRequest {
  search: Search
  /** The `Range` header, if it applies. */
  range: string | null
  /** The kind of count that the caller prefers. */
  count: Count | undefined
}

/** Reads the requested page of a list, and counts all matches. */
export async function list(
  context: Pick<Context, 'pool'>,
  it: Resource,
  { search, range, count: preferred }: ListRequest,
  caller: Caller,
): Promise<Listed> {
  const pool = context.pool.scanning(caller)
  const order = orderOf(it, search.sort, search.any)
  const page = readPageOf(search, order, range)
  const where = await searchSql(pool, it, search, caller)
  const part = await readPart(pool, caller.scope, it, where, order, page, !search.sort)
  const { total, applied } = await count(pool, caller.scope, it, where, {
    preferred,
    exact: exactTotal(page, part),
    min: part.rows.length > 0 ? page.offset + part.rows.length + Number(part.hasMore) : 0,
    key: JSON.stringify([search.any, search.filter]),
  })
  return { order, page, found: { ...part, total }, applied }
}

/** Reads the conditions of a list query. Parameters for pages and order must be valid, but have no effect. */
export function readConditions(it: Resource, query: string, zone: string | null = null): Search {
  const search = readListQuery(query, zone)
  readPageOf(search, orderOf(it, search.sort, search.any), null)
  return search
}

type Part = Pick<PageResult, 'rows' | 'hasMore'>

/** Reads one more row than belongs on the page, to find out if there are more. */
async function readPart(
  pool: Pool,
  scope: Scope,
  it: Resource,
  where: SQL | undefined,
  { terms }: Order,
  { limit, offset, cursor }: Page,
  isUnsorted: boolean,
): Promise<Part> {
  if (limit === 0 || (cursor?.direction === 'after' && cursor.position === 'end')) return { rows: [], hasMore: false }
  const isBack = cursor?.direction === 'before'
  const position = cursor && cursor.position !== 'end' ? cursor.position : undefined
  const listing = { where, terms: isBack ? reversed(terms) : terms, isDefault: isUnsorted && !where }
  const read = await readRange(pool, scope, it, listing, {
    position,
    offset,
    limit: limit + 1,
    bytes: limits.pageBytes,
  })
  const fitting = exceeds(read, { bytes: limits.pageBytes, sizeOf }) ? read.length - 1 : read.length
  const rows = read.slice(0, Math.min(limit, fitting))
  const hasMore = read.length > rows.length
  return { rows: isBack ? rows.reverse() : rows, hasMore }
}

/** The number of matches, if the page reaches the end of the list and so shows this number. */
const exactTotal = ({ limit, offset, cursor }: Page, { rows, hasMore }: Part): number | undefined =>
  limit > 0 && !cursor && !hasMore && (rows.length > 0 || offset === 0) ? offset + rows.length : undefined
