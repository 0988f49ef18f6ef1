import type { SearchSchemaInput } from '@tanstack/react-router'
import { type Condition, equal, readSearch, SearchProblem } from '../../../shared/search'
import { usageStatuses } from '../../../shared/vocabulary'
import type { Query } from '../../api/api'
import { asSearch, type Filter, narrowed, readFilters, writeFilters } from './filter/filters'
import { splitValues } from './filter/valueList'
import { conditionsOf, isTime, spanOf, type TimeBy } from './time/time'

/** What the explorer keeps in its address. What is not there is as usual: everything, newest arrival first. */
export interface ExplorerSearch {
  /** All filters, in the words of the query language. */
  q?: string
  /** `24h`, or `from..to`. */
  time?: string
  by?: 'usageDate'
  /** As `sort` of the API. */
  sort?: string
  /** The columns, in their order. */
  cols?: string
  density?: Density
  /** The usage whose details are shown beside the list. */
  open?: string
  /** What of it is shown. */
  tab?: string
  live?: '1'
  /** The saved view that this began with. */
  view?: string
  /** How instants are shown to who opens the address. */
  zone?: 'utc' | 'local'
}

export const densities = ['comfortable', 'compact'] as const
export type Density = (typeof densities)[number]

/** Attributes that addresses had as parameters of their own, and that links may still name. */
const asParameters = ['status', 'usageType', 'usageSpecification.id', 'relatedParty.id', 'id'] as const

export type ExplorerAddress = ExplorerSearch & { [name in (typeof asParameters)[number]]?: string }

/** Keeps of an address only what the page understands, so that a bad one shows a page and no error. */
export function readExplorerSearch(raw: ExplorerAddress & SearchSchemaInput): ExplorerSearch {
  const text = (name: keyof ExplorerAddress): string | undefined =>
    typeof raw[name] === 'string' && raw[name] !== '' ? raw[name] : undefined
  const one = <Word extends string>(name: keyof ExplorerAddress, words: readonly Word[]): Word | undefined =>
    words.find((word) => word === text(name))
  const time = text('time')
  const sort = text('sort')
  const live = one('live', ['1'])
  return {
    // The router lays what is read over what was there: what is not understood must be undefined, not absent.
    ...Object.fromEntries(Object.keys(raw).map((name) => [name, undefined])),
    ...defined({
      q: withParameters(text('q'), raw),
      time: time && isTime(time) ? time : undefined,
      // What arrives is seen in the order of arrival, and nowhere else.
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

/** What arrives is seen in the order of arrival, and nowhere else: another order ends the live mode, and that ends another order. */
export function changedSearch(before: ExplorerSearch, changed: ExplorerSearch): ExplorerSearch {
  if (changed.live) return { ...before, by: undefined, sort: undefined, ...changed }
  return { ...before, ...((changed.by || changed.sort) && { live: undefined }), ...changed }
}

/** Nothing is kept: an address without anything. */
export const isBare = (search: ExplorerSearch): boolean => Object.values(search).every((value) => value === undefined)

const defined = (search: ExplorerSearch): ExplorerSearch =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined))

/** What links name by parameters of their own narrows what `q` says. A `q` that cannot be read stays, so that the page can say why. */
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

/** What the API is asked for: a list without its pages. Throws a `SearchProblem` where `q` cannot be read. */
export function questionOf(search: ExplorerSearch, now: number): Query {
  const { any, filter } = asSearch(readFilters(search.q))
  const time = conditionsOf(spanOf(search.time, now), timeBy(search))
  return { any: any.map((group) => [...group, ...time]), filter, sort: orderOf(search, any) }
}

/** Newest first by the time that is looked at, unless another order was asked for. A list with conditions on usageDate would be in the order of that by itself. */
function orderOf({ sort, by }: ExplorerSearch, any: Condition[][]): Query['sort'] {
  if (sort) return readSearch(`sort=${encodeURIComponent(sort)}`).sort
  if (by === 'usageDate') return [{ path: 'usageDate', descending: true }]
  return any.flat().some(({ path }) => path === 'usageDate') ? [{ path: 'id', descending: true }] : undefined
}
