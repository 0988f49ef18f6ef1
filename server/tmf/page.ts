import type { Search } from '../../shared/search'
import { defaultLimit, maxLimit } from '../../shared/vocabulary'
import { badRequest } from '../errors'

/** The part of a list a caller wants. `asked`: it said so itself, and so understands 206. */
export interface Page {
  offset: number
  limit: number
  asked: boolean
}

/** Offsets beyond this are no page anybody reads, and not a number the database takes. */
export const maxOffset = 1_000_000_000

export function readPageOf({ offset, limit }: Search): Page {
  return {
    offset: offset === undefined ? 0 : wholeNumber('offset', offset, maxOffset),
    limit: limit === undefined ? defaultLimit : wholeNumber('limit', limit, maxLimit),
    asked: offset !== undefined || limit !== undefined,
  }
}

export function wholeNumber(name: string, text: string, most: number): number {
  const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN
  if (!(value <= most)) throw badRequest('invalidPage', `${name} cannot be ${text.slice(0, 40) || 'empty'}`, `${name} is a whole number from 0 to ${most}`)
  return value
}

/** Longer than this and a proxy on the way may refuse the answer for its headers. */
const maxLinkHeader = 4096

/** The `Link` header (RFC 8288): this page and its neighbours, with all else of the query kept. Undefined when it would be too long. */
export function links(url: string, query: string, { offset, limit }: Page, total: number): string | undefined {
  const others = query.split('&').filter((pair) => pair && !/^(offset|limit)(=|$)/.test(pair))
  const to = (rel: string, start: number) => `<${url}?${[...others, `offset=${start}`, `limit=${limit}`].join('&')}>; rel="${rel}"`
  const all = [to('self', offset)]
  if (limit > 0) {
    const last = Math.max(0, Math.ceil(total / limit) - 1) * limit
    all.push(to('first', 0))
    if (offset > 0) all.push(to('prev', Math.max(0, Math.min(offset, total) - limit)))
    if (offset + limit < total) all.push(to('next', offset + limit))
    all.push(to('last', last))
  }
  const header = all.join(', ')
  // A header holds no characters beyond ASCII, which a raw query string may.
  return header.length <= maxLinkHeader && /^[\x20-\x7e]*$/.test(header) ? header : undefined
}
