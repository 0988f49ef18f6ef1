import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { SearchProblem, writeSearch } from '../../../shared/search'
import { defaultView } from '../../api/views'
import { type Filter, readFilters, writeFilters } from './filter/filters'
import { changedSearch, type ExplorerSearch, isEmptySearch, listQueryOf } from './state'
import { everything, readView } from './views/views'

/** The state of the explorer, which is kept in the address. */
export interface Explorer {
  search: ExplorerSearch
  /** The filters; none if `q` is invalid. */
  filters: Filter[]
  /** Why `q` is invalid. */
  problem: SearchProblem | undefined
  /** The query for the API; undefined if `q` is invalid. */
  query: string | undefined
  /** The filters as query text, without time and order. */
  narrowing: string
  /** The end of relative ranges such as the last hour. */
  now: number
  change(changed: ExplorerSearch, options?: { replace?: boolean }): void
  setFilters(filters: Filter[]): void
  /** Fetches again, with relative ranges that end now. */
  refresh(): void
}

export function useExplorer(): Explorer {
  const search = useSearch({ from: '/usages' })
  const navigate = useNavigate({ from: '/usages' })
  const client = useQueryClient()
  const about = [search.q, search.time, search.by].join('\n')
  const [asked, setAsked] = useState({ about, now: Date.now() })
  // A new query takes the current time.
  if (asked.about !== about) setAsked({ about, now: Date.now() })
  const change: Explorer['change'] = (changed, options) =>
    void navigate({ search: (before) => withoutDefaultView(changedSearch(before, changed)), ...options })
  return {
    search,
    now: asked.now,
    ...parseSearch(search, asked.now),
    change,
    setFilters: (filters) => change({ q: writeFilters(filters) }),
    refresh: () => {
      setAsked({ about, now: Date.now() })
      for (const what of ['list', 'count']) void client.invalidateQueries({ queryKey: ['usage', what] })
    },
  }
}

/** Clearing all parameters shows all usages. Without this the default view would open. */
const withoutDefaultView = (search: ExplorerSearch): ExplorerSearch =>
  isEmptySearch(search) && defaultView() ? readView(everything) : search

function parseSearch(
  search: ExplorerSearch,
  now: number,
): Pick<Explorer, 'filters' | 'problem' | 'query' | 'narrowing'> {
  try {
    const filters = readFilters(search.q)
    return {
      filters,
      problem: undefined,
      query: writeSearch(listQueryOf(search, now)),
      narrowing: writeFilters(filters) ?? '',
    }
  } catch (thrown) {
    if (thrown instanceof SearchProblem) return { filters: [], problem: thrown, query: undefined, narrowing: '' }
    throw thrown
  }
}
