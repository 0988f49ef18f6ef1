import type { SearchSchemaInput } from '@tanstack/react-router'
import { type Condition, equal, readSearch, SearchProblem } from '../../../shared/search'
import { usageStatuses } from '../../../shared/vocabulary'
import type { Query } from '../../api/api'
import { asSearch, type Filter, narrowed, readFilters, writeFilters } from './filter/filters'
import { splitValues } from './filter/valueList'
import { conditionsOf, isTime, spanOf, type TimeBy } from './time/time'

/** The search parameters of the explorer. The defaults are all usages, newest arrival first. */
export interface ExplorerSearch {
  /** The filters in the query language. */
  q?: string
  /** `24h`, or `from..to`. */
  time?: string
  by?: 'usageDate'
  /** As `sort` of the API. */
  sort?: string
  /** The columns in their order. */
  cols?: string
  density?: Density
  /** The usage in the panel. */
  open?: string
  /** The open tab of the panel. */
  tab?: string
  live?: '1'
  /** The saved view that was opened. */
  view?: string
  /** Sets the time zone of the user who opens the link. */
  zone?: 'utc' | 'local'
}

export const densities = ['comfortable', 'compact'] as const
export type Density = (typeof densities)[number]

/** Attributes that older links have as parameters of their own. */
const asParameters = ['status', 'usageType', 'usageSpecification.id', 'relatedParty.id', 'id'] as const

export type ExplorerAddress = ExplorerSearch & { [name in (typeof asParameters)[number]]?: string }

/** Ignores invalid search parameters, so that a bad address shows the page and not an error. */
export function readExplorerSearch(raw: ExplorerAddress & SearchSchemaInput): ExplorerSearch {
  const text = (name: keyof ExplorerAddress): string | undefined =>
    typeof raw[name] === 'string' && raw[name] !== '' ? raw[name] : undefined
  const one = <Word extends string>(name: keyof ExplorerAddress, words: readonly Word[]): Word | undefined =>
    words.find((word) => word === text(name))
  const time = text('time')
  const sort = text('sort')
  const live = one('live', ['1'])
  return {
    // The router merges the result into the previous search, so invalid parameters must be undefined, not absent.
    ...Object.fromEntries(Object.keys(raw).map((name) => [name, undefined])),
    ...defined({
      q: withParameters(text('q'), raw),
      time: time && isTime(time) ? time : undefined,
      // The live mode works only in the order of arrival.
      by: live ? undefined : one('by', ['usageDate']),
      sort: sort && !live && isSort(sort) ? sort : undefined,
      cols: text('cols'),
      density: one('density', densities),
      open: text('open'),
      tab: text('tab'),
      live,
      view: text('view'),
      zone: one('zone', ['utc', 'local']),
    }),
  }
}

/** The live mode works only in the order of arrival: choosing another order ends it, and starting it resets the order. */
export function changedSearch(before: ExplorerSearch, changed: ExplorerSearch): ExplorerSearch {
  if (changed.live) return { ...before, by: undefined, sort: undefined, ...changed }
  return { ...before, ...((changed.by || changed.sort) && { live: undefined }), ...changed }
}

/** Whether the address has no search parameters. */
export const isEmptySearch = (search: ExplorerSearch): boolean =>
  Object.values(search).every((value) => value === undefined)

const defined = (search: ExplorerSearch): ExplorerSearch =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined))

/** Adds the attributes of older links to `q`. An invalid `q` stays, so that the page can show the error. */
function withParameters(q: string | undefined, raw: ExplorerAddress): string | undefined {
  const named = asParameters.flatMap((path): Filter[] => {
    const given = raw[path]
    const values = splitValues(typeof given === 'string' ? given : undefined).filter(
      (value) => path !== 'status' || usageStatuses.some((status) => status === value),
    )
    return values.length > 0 ? [{ kind: 'condition', condition: equal(path, ...values) }] : []
  })
  if (named.length === 0) return q
  try {
    return writeFilters(narrowed(readFilters(q), ...named))
  } catch (thrown) {
    if (thrown instanceof SearchProblem) return q
    throw thrown
  }
}

function isSort(sort: string): boolean {
  try {
    return readSearch(`sort=${encodeURIComponent(sort)}`).sort !== undefined
  } catch {
    return false
  }
}

export const timeBy = ({ by }: ExplorerSearch): TimeBy => by ?? 'arrival'

/** The query of the list, without paging. Throws a `SearchProblem` if `q` is invalid. */
export function listQueryOf(search: ExplorerSearch, now: number): Query {
  const { any, filter } = asSearch(readFilters(search.q))
  const time = conditionsOf(spanOf(search.time, now), timeBy(search))
  return { any: any.map((group) => [...group, ...time]), filter, sort: orderOf(search, any) }
}

/** Newest first by the chosen time, unless another order is set. The API sorts a list with conditions on usageDate by usageDate. */
function orderOf({ sort, by }: ExplorerSearch, any: Condition[][]): Query['sort'] {
  if (sort) return readSearch(`sort=${encodeURIComponent(sort)}`).sort
  if (by === 'usageDate') return [{ path: 'usageDate', descending: true }]
  return any.flat().some(({ path }) => path === 'usageDate') ? [{ path: 'id', descending: true }] : undefined
}
