import { readSearch, type Search, SearchProblem } from '../../shared/search'
import { badRequest, TmfError } from '../errors'

/** What a query string asks of a list; what it cannot say is the caller's mistake. */
export function readQuery(query: string): Search {
  try {
    return readSearch(query)
  } catch (thrown) {
    if (!(thrown instanceof SearchProblem)) throw thrown
    if (thrown.unsupported)
      throw new TmfError(501, 'notSupported', `${thrown.parameter} is not supported`, thrown.message)
    throw badRequest('invalidQuery', 'The query string cannot be read', thrown.message)
  }
}

/** The same of what is not about one resource as it once was. */
export function readListQuery(query: string): Search {
  const search = readQuery(query)
  if (search.asOf === undefined) return search
  throw badRequest(
    'invalidQuery',
    'asOf is for one resource',
    'Read one resource as it was by GET of its id with asOf. An attribute of that name is written asOf.eq=value.',
  )
}
