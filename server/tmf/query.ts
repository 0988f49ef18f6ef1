import { readSearch, type Search, SearchProblem } from '../../shared/search'
import { badRequest, TmfError } from '../errors'

/** What a query string asks of a list; what it cannot say is the caller's mistake. */
export function readQuery(query: string): Search {
  try {
    return readSearch(query)
  } catch (thrown) {
    if (!(thrown instanceof SearchProblem)) throw thrown
    if (thrown.unsupported) throw new TmfError(501, 'notSupported', `${thrown.parameter} is not supported`, thrown.message)
    throw badRequest('invalidQuery', 'The query string cannot be read', thrown.message)
  }
}
