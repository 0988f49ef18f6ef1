import type { SQL } from 'drizzle-orm'
import type { Search } from '../../shared/search'
import type { Context } from '../context'
import type { Pool } from '../db/connect'
import { TmfError } from '../errors'
import { type Page, type PageResult, readPageOf } from '../query/page'
import { readListQuery } from '../query/parse'
import { type Order, orderOf, reversed } from '../query/sort'
import type { Caller } from '../resource/caller'
import type { Resource } from '../resource/resource'
import type { Scope } from '../resource/scope'
import { searchSql } from '../store/anyFilter'
import { readStretch } from '../store/rows'
import { type Count, type Counted, count } from '../store/totalCount'

/** The page of a list that a request asks for. */
export interface Listed {
  order: Order
  page: Page
  found: PageResult
  /** How it was counted, where the caller should know. */
  applied: Counted['applied']
}

/** What a request asks of a list, beside its query. */
export interface ListRequest {
  search: Search
  /** The `Range` header, where it counts. */
  range: string | null
  /** How the caller wants the matches to be counted. */
  count: Count | undefined
}

/** The page of a list that a caller asks for, with the number of all matches. */
export async function list(
  { pool }: Pick<Context, 'pool'>,
  it: Resource,
  { search, range, count: preferred }: ListRequest,
  caller: Caller,
): Promise<Listed> {
  const order = orderOf(it, search.sort, search.any)
  const page = readPageOf(search, order, range)
  const where = await searchSql(pool, it, search, caller)
  const part = await readPart(pool, caller.scope, it, where, order, page, !search.sort)
  const countAs = (preferred: Counted['applied'], seen?: number) =>
    count(pool, caller.scope, it, where, {
      preferred,
      seen,
      least: part.rows.length > 0 ? page.offset + part.rows.length + Number(part.hasMore) : 0,
      question: JSON.stringify([search.any, search.filter]),
    })
  const { total, applied } = await countAs(preferred, totalSeen(page, part))
  if (page.requestedBy === 'range' && page.offset > 0 && part.rows.length === 0)
    throw pastTheEnd(applied === 'none' ? await countAs(undefined) : { total, applied })
  return { order, page, found: { ...part, total }, applied }
}

/** What a list's query says of which resources there are. What it says of pages and order does not count, and must be right. */
export function readConditions(it: Resource, query: string): Search {
  const search = readListQuery(query)
  readPageOf(search, orderOf(it, search.sort, search.any), null)
  return search
}

type Part = Pick<PageResult, 'rows' | 'hasMore'>

/** One more is read than is shown, to see whether there are more. */
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
  const place = cursor && cursor.position !== 'end' ? cursor.position : undefined
  const listing = { where, terms: isBack ? reversed(terms) : terms, isUsual: isUnsorted && !where }
  const read = await readStretch(pool, scope, it, listing, { place, offset, limit: limit + 1 })
  const rows = read.slice(0, limit)
  return { rows: isBack ? rows.reverse() : rows, hasMore: read.length > limit }
}

/** The number of matches, where a page that reaches the end of the list shows it. */
const totalSeen = ({ limit, offset, cursor }: Page, { rows, hasMore }: Part): number | undefined =>
  limit > 0 && !cursor && !hasMore && (rows.length > 0 || offset === 0) ? offset + rows.length : undefined

function pastTheEnd({ total, applied }: Counted): TmfError {
  const isEstimate = applied === 'estimated'
  return new TmfError(
    416,
    'rangePastTheEnd',
    'The range begins past the end of the list',
    `The list has ${isEstimate ? 'about ' : ''}${total} items.`,
    {
      headers: { 'accept-ranges': 'items', ...(!isEstimate && { 'content-range': `items */${total}` }) },
    },
  )
}
