import { attributePath, type Condition, SearchProblem } from '../../../../shared/search'
import { narrowed, readFilters, writeFilters } from '../../explorer/filter/filters'

/** Longer values are looked at, not looked for. */
const longest = 300

/** What narrows the explorer to usages with a value, or without it. Undefined: a query cannot say it. */
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

/** A query of the explorer, narrowed by one condition more. One that cannot be read is left behind. */
export function withFilter(q: string | undefined, condition: Condition): string | undefined {
  try {
    return writeFilters(narrowed(readFilters(q), { kind: 'condition', condition }))
  } catch (thrown) {
    if (!(thrown instanceof SearchProblem)) throw thrown
    return writeFilters([{ kind: 'condition', condition }])
  }
}
