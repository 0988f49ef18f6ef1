import { attributePath, type Condition, SearchProblem } from '../../../../shared/search'
import { narrowed, readFilters, writeFilters } from '../../explorer/filter/filters'

/** Longer values cannot be filtered by. */
const longest = 300

/** The condition for usages with a value, or without it. Undefined if the query language cannot express it. */
export function filterFor(path: string, value: unknown, isExcluded: boolean): Condition | undefined {
  if (
    !attributePath.test(path) ||
    value === '' ||
    (typeof value === 'object' && value !== null) ||
    value === undefined ||
    value === null
  )
    return undefined
  const text = String(value)
  return text.length > longest ? undefined : { path, op: isExcluded ? 'ne' : 'eq', values: [text] }
}

/** Adds a condition to the explorer's query. An invalid query is replaced. */
export function withFilter(q: string | undefined, condition: Condition): string | undefined {
  try {
    return writeFilters(narrowed(readFilters(q), { kind: 'condition', condition }))
  } catch (thrown) {
    if (!(thrown instanceof SearchProblem)) throw thrown
    return writeFilters([{ kind: 'condition', condition }])
  }
}
