import { limits } from '../../shared/limits'
import type { Search } from '../../shared/search'
import { defaultLimit, maxLimit } from '../../shared/vocabulary'
import { badRequest } from '../errors'
import type { PositionedRow } from '../resource/row'
import { type Position, readCursor, writeCursor } from './cursor'
import type { Order } from './sort'

/** The part of a list that a caller requests. */
export interface Page {
  limit: number
  offset: number
  /** Undefined for a page at an offset; otherwise the page is after or before a position. */
  cursor: { direction: 'after' | 'before'; position: Position } | undefined
  /** The way the caller requested the page: by a parameter of the query or by a `Range` header (RFC 9110, 14). The answer uses the same way. */
  requestedBy: 'nothing' | 'limit' | 'offset' | 'cursor' | 'range'
}

/** The largest offset. Nobody reads pages beyond this limit, and PostgreSQL does not accept arbitrarily large numbers. */
export const maxOffset = limits.offset

/** Reads the requested page from the query, or from the `Range` header (RFC 9110, 14), which counts from 1. Answers 400 for invalid pages. */
export function readPageOf({ offset, limit, after, before }: Search, order: Order, header: string | null): Page {
  const given = [
    offset !== undefined && 'offset',
    after !== undefined && 'after',
    before !== undefined && 'before',
  ].filter(Boolean)
  if (given.length > 1)
    throw badRequest(
      'invalidPage',
      `${given.join(' and ')} cannot be combined`,
      'Use only one of offset, after and before.',
    )
  const range = readRange(header)
  if (range && (given.length > 0 || limit !== undefined))
    throw badRequest(
      'invalidPage',
      'Range cannot be combined with offset, limit, after or before',
      'Request a page either with the Range header or with parameters.',
    )
  if (range) return { ...range, cursor: undefined, requestedBy: 'range' }
  const cursor = after ?? before
  const direction = after === undefined ? 'before' : 'after'
  return {
    limit: limit === undefined ? defaultLimit : readWholeNumber('limit', limit, maxLimit),
    offset: offset === undefined ? 0 : readWholeNumber('offset', offset, maxOffset),
    cursor: cursor === undefined ? undefined : { direction, position: readCursor(direction, cursor, order) },
    requestedBy:
      offset !== undefined ? 'offset' : cursor !== undefined ? 'cursor' : limit !== undefined ? 'limit' : 'nothing',
  }
}

/** Reads a parameter that must be a whole number from 0 to `most`. */
export function readWholeNumber(name: string, text: string, most: number): number {
  const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN
  if (!(value <= most))
    throw badRequest(
      'invalidPage',
      `${name} cannot be ${text.slice(0, 40) || 'empty'}`,
      `${name} must be a whole number from 0 to ${most}`,
    )
  return value
}

/** Reads `items=11-20`, counted from 1. Other range units are ignored (RFC 9110, 14.2). */
function readRange(header: string | null): { offset: number; limit: number } | undefined {
  if (header === null || !/^\s*items\s*=/i.test(header)) return undefined
  const [, first = '', last = ''] = /^\s*items\s*=\s*(\d{1,10})\s*-\s*(\d{1,10})?\s*$/i.exec(header) ?? []
  const from = Number(first)
  const to = last ? Number(last) : from + maxLimit - 1
  if (!(first && from >= 1 && to >= from && from <= maxOffset)) {
    throw badRequest(
      'invalidPage',
      `Range cannot be ${header.slice(0, 40)}`,
      'Use the form items=11-20, counted from 1, or items=11-',
    )
  }
  return { offset: from - 1, limit: Math.min(to - from + 1, maxLimit) }
}

/** The rows of a page: fewer than its limit if the list ends, or if they are large. */
export interface PageResult {
  rows: PositionedRow[]
  /** True if more rows follow in the direction of reading. */
  hasMore: boolean
  /** The number of matches of the whole list; undefined when the matches were not counted. */
  total: number | undefined
}

/** True if the list has rows that are not on the page; such a page is answered with 206. */
export const isPartOfList = ({ limit, offset, cursor }: Page, { rows, hasMore, total }: PageResult): boolean =>
  limit > 0 &&
  (cursor ? hasMore || cursor.position !== 'end' : total === undefined ? hasMore || offset > 0 : rows.length < total)

/** The longest `Link` header, in characters. Proxies may reject an answer with longer headers. */
const maxLinkHeader = limits.linkHeaderLength

/** The `Link` header (RFC 8288) with this page and its neighbours; the links keep all other parameters of the query. Undefined when the header would be too long. */
export function linkHeader(
  url: string,
  query: string,
  order: Order,
  page: Page,
  found: PageResult,
): string | undefined {
  const rest = withoutPageParameters(query)
  const targets =
    page.requestedBy === 'offset' || page.requestedBy === 'range'
      ? offsetTargets(page, found)
      : cursorTargets(order, page, found)
  const all = Object.entries(targets).map(
    ([rel, start]) => `<${url}?${[rest, start, `limit=${page.limit}`].filter(Boolean).join('&')}>; rel="${rel}"`,
  )
  const header = all.join(', ')
  // A header may contain only ASCII; a raw query string may contain other characters.
  return header.length <= maxLinkHeader && /^[\x20-\x7e]*$/.test(header) ? header : undefined
}

/** A query string without the parameters of the page. The alternatives between `;` stay. */
const withoutPageParameters = (query: string): string =>
  query
    .split(';')
    .map((alternative) =>
      alternative
        .split('&')
        .filter((pair) => pair && !isPageParameter(pair))
        .join('&'),
    )
    .filter(Boolean)
    .join(';')

const isPageParameter = (pair: string): boolean =>
  /^(offset|limit|after|before)$/.test(decodeURIComponent(pair.split('=', 1)[0] ?? ''))

function offsetTargets({ offset, limit }: Page, { rows, hasMore, total }: PageResult): Record<string, string> {
  const targets = { self: `offset=${offset}` }
  if (limit === 0) return targets
  return {
    ...targets,
    first: 'offset=0',
    ...(offset > 0 && { prev: `offset=${Math.max(0, Math.min(offset, total ?? offset) - limit)}` }),
    ...(hasMore && { next: `offset=${offset + rows.length}` }),
    ...(total !== undefined && { last: `offset=${Math.max(0, Math.ceil(total / limit) - 1) * limit}` }),
  }
}

function cursorTargets(order: Order, { limit, cursor }: Page, { rows, hasMore }: PageResult): Record<string, string> {
  const at = (parameter: 'after' | 'before', position: Position) => `${parameter}=${writeCursor(order, position)}`
  const targets = { self: cursor ? at(cursor.direction, cursor.position) : '' }
  const [first, last] = [rows[0], rows.at(-1)]
  if (limit === 0 || !first || !last)
    return limit === 0 ? targets : { ...targets, first: '', last: at('before', 'end') }
  const isBack = cursor?.direction === 'before'
  return {
    ...targets,
    first: '',
    ...((isBack ? hasMore : cursor) && { prev: at('before', first.position) }),
    ...((isBack ? cursor.position !== 'end' : hasMore) && { next: at('after', last.position) }),
    last: at('before', 'end'),
  }
}
