import { readSearch, type Search, SearchProblem, searchInZone } from '../../shared/search'
import { badRequest, TmfError } from '../errors'

/**
 * Parses the query string of a list. `zone` is a time zone that the request names beside the query. Answers 501 for legal but unsupported syntax,
 * and 400 for invalid syntax.
 */
export function readQuery(query: string, zone: string | null = null): Search {
  try {
    const search = readSearch(query)
    return zone === null ? search : searchInZone(search, zone)
  } catch (thrown) {
    if (!(thrown instanceof SearchProblem)) throw thrown
    if (thrown.unsupported)
      throw new TmfError(501, 'notSupported', `${thrown.parameter} is not supported`, thrown.message)
    throw badRequest('invalidQuery', 'Invalid query string', thrown.message)
  }
}

/** Parses the query string of a list, which does not accept `asOf`. */
export function readListQuery(query: string, zone: string | null = null): Search {
  const search = readQuery(query, zone)
  if (search.asOf === undefined) return search
  throw badRequest(
    'invalidQuery',
    'asOf applies only to a single resource',
    'To read the state of a resource at a time, send GET with its id and asOf. To filter by an attribute named asOf, write asOf.eq=value.',
  )
}
