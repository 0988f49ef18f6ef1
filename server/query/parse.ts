import { readSearch, type Search, SearchProblem } from '../../shared/search'
import { badRequest, TmfError } from '../errors'

/** Parses the query string of a list. Answers 501 for legal but unsupported syntax, and 400 for invalid syntax. */
export function readQuery(query: string): Search {
  try {
    return readSearch(query)
  } catch (thrown) {
    if (!(thrown instanceof SearchProblem)) throw thrown
    if (thrown.unsupported)
      throw new TmfError(501, 'notSupported', `${thrown.parameter} is not supported`, thrown.message)
    throw badRequest('invalidQuery', 'Invalid query string', thrown.message)
  }
}

/** Parses the query string of a list, which does not accept `asOf`. */
export function readListQuery(query: string): Search {
  const search = readQuery(query)
  if (search.asOf === undefined) return search
  throw badRequest(
    'invalidQuery',
    'asOf applies only to a single resource',
    'To read the state of a resource at a time, send GET with its id and asOf. To filter by an attribute named asOf, write asOf.eq=value.',
  )
}
