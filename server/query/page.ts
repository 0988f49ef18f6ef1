import type { Search } from '../../shared/search'
import { defaultLimit, maxLimit } from '../../shared/vocabulary'
import { badRequest } from '../errors'
import type { PlacedRow } from '../resource/row'
import { type Place, readCursor, writeCursor } from './cursor'
import type { Order } from './sort'

/** The part of a list a caller wants. */
export interface Page {
  limit: number
  offset: number
  /** It lies behind or before a place rather than at an offset. */
  cursor: { direction: 'after' | 'before'; place: Place } | undefined
  /** How the caller said so, and so what it understands: by parameters of the query, or by a `Range` (RFC 9110, 14). */
  asked: 'nothing' | 'limit' | 'offset' | 'cursor' | 'range'
}

/** Offsets beyond this are no page anybody reads, and not a number the database takes. */
export const maxOffset = 1_000_000_000

/** The page that a query asks for, or the `Range` header (RFC 9110, 14), which counts from 1. */
export function readPageOf({ offset, limit, after, before }: Search, order: Order, header: string | null): Page {
  const given = [
    offset !== undefined && 'offset',
    after !== undefined && 'after',
    before !== undefined && 'before',
  ].filter(Boolean)
  if (given.length > 1)
    throw badRequest(
      'invalidPage',
      `${given.join(' and ')} exclude each other`,
      'A page starts at an offset, after a cursor, or ends before one.',
    )
  const range = readRange(header)
  if (range && (given.length > 0 || limit !== undefined))
    throw badRequest(
      'invalidPage',
      'Range excludes offset, limit, after and before',
      'Ask for a part of a list in one way.',
    )
  if (range) return { ...range, cursor: undefined, asked: 'range' }
  const cursor = after ?? before
  const direction = after === undefined ? 'before' : 'after'
  return {
    limit: limit === undefined ? defaultLimit : wholeNumber('limit', limit, maxLimit),
    offset: offset === undefined ? 0 : wholeNumber('offset', offset, maxOffset),
    cursor: cursor === undefined ? undefined : { direction, place: readCursor(direction, cursor, order) },
    asked:
      offset !== undefined ? 'offset' : cursor !== undefined ? 'cursor' : limit !== undefined ? 'limit' : 'nothing',
  }
}

export function wholeNumber(name: string, text: string, most: number): number {
  const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN
  if (!(value <= most))
    throw badRequest(
      'invalidPage',
      `${name} cannot be ${text.slice(0, 40) || 'empty'}`,
      `${name} is a whole number from 0 to ${most}`,
    )
  return value
}

/** `items=11-20`, counted from 1. Ranges of other units are not for us. */
function readRange(header: string | null): { offset: number; limit: number } | undefined {
  if (header === null || !/^\s*items\s*=/i.test(header)) return undefined
  const [, first = '', last = ''] = /^\s*items\s*=\s*(\d{1,10})\s*-\s*(\d{1,10})?\s*$/i.exec(header) ?? []
  const from = Number(first)
  const to = last ? Number(last) : from + maxLimit - 1
  if (!(first && from >= 1 && to >= from && from <= maxOffset)) {
    throw badRequest(
      'invalidPage',
      `Range cannot be ${header.slice(0, 40)}`,
      'Range is like items=11-20, counted from 1, or items=11-',
    )
  }
  return { offset: from - 1, limit: Math.min(to - from + 1, maxLimit) }
}

/** A page as it was found. */
export interface Found {
  rows: PlacedRow[]
  /** Whether there are more, in the direction the page was read. */
  hasMore: boolean
  /** Undefined when nobody counted. */
  total: number | undefined
}

/** Whether the page is less than the list. */
export const isPart = ({ limit, offset, cursor }: Page, { rows, hasMore, total }: Found): boolean =>
  limit > 0 &&
  (cursor ? hasMore || cursor.place !== 'end' : total === undefined ? hasMore || offset > 0 : rows.length < total)

/** Longer than this and a proxy on the way may refuse the answer for its headers. */
const maxLinkHeader = 4096

/** The `Link` header (RFC 8288): this page and its neighbours, with all else of the query kept. Undefined when it would be too long. */
export function links(url: string, query: string, order: Order, page: Page, found: Found): string | undefined {
  const rest = withoutPage(query)
  const targets =
    page.asked === 'offset' || page.asked === 'range' ? offsetTargets(page, found) : cursorTargets(order, page, found)
  const all = Object.entries(targets).map(
    ([rel, start]) => `<${url}?${[rest, start, `limit=${page.limit}`].filter(Boolean).join('&')}>; rel="${rel}"`,
  )
  const header = all.join(', ')
  // A header holds no characters beyond ASCII, which a raw query string may.
  return header.length <= maxLinkHeader && /^[\x20-\x7e]*$/.test(header) ? header : undefined
}

/** A query string without what says which page. Its alternatives stay as they are. */
const withoutPage = (query: string): string =>
  query
    .split(';')
    .map((alternative) =>
      alternative
        .split('&')
        .filter((pair) => pair && !isOfPage(pair))
        .join('&'),
    )
    .filter(Boolean)
    .join(';')

const isOfPage = (pair: string): boolean =>
  /^(offset|limit|after|before)$/.test(decodeURIComponent(pair.split('=', 1)[0] ?? ''))

function offsetTargets({ offset, limit }: Page, { hasMore, total }: Found): Record<string, string> {
  const targets = { self: `offset=${offset}` }
  if (limit === 0) return targets
  return {
    ...targets,
    first: 'offset=0',
    ...(offset > 0 && { prev: `offset=${Math.max(0, Math.min(offset, total ?? offset) - limit)}` }),
    ...(hasMore && { next: `offset=${offset + limit}` }),
    ...(total !== undefined && { last: `offset=${Math.max(0, Math.ceil(total / limit) - 1) * limit}` }),
  }
}

function cursorTargets(order: Order, { limit, cursor }: Page, { rows, hasMore }: Found): Record<string, string> {
  const at = (parameter: 'after' | 'before', place: Place) => `${parameter}=${writeCursor(order, place)}`
  const targets = { self: cursor ? at(cursor.direction, cursor.place) : '' }
  const [first, last] = [rows[0], rows.at(-1)]
  if (limit === 0 || !first || !last)
    return limit === 0 ? targets : { ...targets, first: '', last: at('before', 'end') }
  const isBack = cursor?.direction === 'before'
  return {
    ...targets,
    first: '',
    ...((isBack ? hasMore : cursor) && { prev: at('before', first.place) }),
    ...((isBack ? cursor.place !== 'end' : hasMore) && { next: at('after', last.place) }),
    last: at('before', 'end'),
  }
}
