import { type JsonPath, writeJsonPath } from '../../../../shared/jsonPath'
import { anything, type Condition, readSearch, type Search, writeSearch } from '../../../../shared/search'

/** A filter of the list. All filters must match. */
export type Filter =
  | { kind: 'condition'; condition: Condition }
  /** One of these groups of conditions must match: `status=rated;usageType=SMS`. */
  | { kind: 'either'; groups: Condition[][] }
  /** One of these JSONPath expressions must match. */
  | { kind: 'path'; paths: JsonPath[] }

/** Reads the filters from `q` of the address. Throws a `SearchProblem` if `q` is invalid. */
export const readFilters = (q: string | undefined): Filter[] => filtersOf(readSearch(q ?? ''))

/** The filters of a query. Conditions that all alternatives share become filters of their own. */
export function filtersOf({ any, filter }: Pick<Search, 'any' | 'filter'>): Filter[] {
  const groups = any.map((group) => group.map(inFull))
  const [first = []] = groups
  const common = first.filter((condition) => groups.every((group) => group.some((it) => isSame(it, condition))))
  const rest = groups.map((group) => group.filter((condition) => !common.some((it) => isSame(it, condition))))
  // An alternative without further conditions matches everything.
  const isChoice = rest.every((group) => group.length > 0) && rest.length > 1
  return [
    ...common.map((condition): Filter => ({ kind: 'condition', condition })),
    ...(isChoice ? [{ kind: 'either', groups: rest } satisfies Filter] : []),
    ...(filter ? [{ kind: 'path', paths: filter } satisfies Filter] : []),
  ]
}

/** Filters as parts of a query. */
export function asSearch(filters: Filter[]): Pick<Search, 'any' | 'filter'> {
  const all = filters.flatMap((it) => (it.kind === 'condition' ? [it.condition] : []))
  const any = filters.reduce<Condition[][]>(
    (groups, it) =>
      it.kind === 'either' ? groups.flatMap((group) => it.groups.map((one) => [...group, ...one])) : groups,
    [all],
  )
  const paths = filters.flatMap((it) => (it.kind === 'path' ? it.paths : []))
  return { any, filter: paths.length > 0 ? paths : undefined }
}

/** Filters as `q` of the address; undefined if there are none. */
export const writeFilters = (filters: Filter[]): string | undefined => writeSearch(asSearch(filters)) || undefined

/** Filters as query text without percent-encoding, if the meaning stays the same. */
export function readable(filters: Filter[]): string {
  const q = writeFilters(filters) ?? ''
  const text = decodeURIComponent(q)
  try {
    return writeFilters(readFilters(text.replaceAll('+', '%2B'))) === q ? text : q
  } catch {
    return q
  }
}

export const filterText = (filter: Filter): string =>
  filter.kind === 'path' ? filter.paths.map((path) => writeJsonPath(path)).join(' or ') : (writeFilters([filter]) ?? '')

/** Adds filters. A value for an attribute that has a filter already is added to that filter. A value that was excluded is no longer excluded, and vice versa. */
export const narrowed = (filters: Filter[], ...added: Filter[]): Filter[] => added.reduce(add, filters)

const opposite = { eq: 'ne', ne: 'eq' } as const

function add(filters: Filter[], added: Filter): Filter[] {
  if (added.kind !== 'condition') return [...filters, added]
  const { path, op, values } = added.condition
  // Two texts to find anywhere need two conditions.
  if (path === anything)
    return filters.some((it) => it.kind === 'condition' && isSame(it.condition, added.condition))
      ? filters
      : [...filters, added]
  const isMerging = op === 'eq' || op === 'ne'
  const kept = filters.flatMap((it): Filter[] => {
    if (it.kind !== 'condition' || it.condition.path !== path || !isMerging || it.condition.op !== opposite[op])
      return [it]
    const others = it.condition.values.filter((value) => !values.includes(value))
    return others.length > 0 ? [{ ...it, condition: { ...it.condition, values: others } }] : []
  })
  const at = kept.findIndex((it) => it.kind === 'condition' && it.condition.path === path && it.condition.op === op)
  const before = kept[at]
  if (before?.kind !== 'condition') return [...kept, added]
  const merged = isMerging || op === 'like' ? [...new Set([...before.condition.values, ...values])] : values
  return kept.with(at, { kind: 'condition', condition: { path, op, values: merged } })
}

/** Replaces short forms, so that equal conditions are recognised. */
function inFull({ path, op, values }: Condition): Condition {
  if (path === 'party') return { path: 'relatedParty.id', op, values }
  if (path === 'since' && op === 'eq') return { path: 'usageDate', op: 'gte', values }
  if (path === 'until' && op === 'eq') return { path: 'usageDate', op: 'lt', values }
  return { path, op, values }
}

const isSame = (one: Condition, other: Condition): boolean =>
  one.path === other.path && one.op === other.op && one.values.join('\0') === other.values.join('\0')
