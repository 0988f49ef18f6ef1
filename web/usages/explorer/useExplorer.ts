import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { SearchProblem, writeSearch } from '../../../shared/search'
import { defaultView } from '../../api/views'
import { type Filter, readFilters, writeFilters } from './filter/filters'
import { changedSearch, type ExplorerSearch, isBare, questionOf } from './state'
import { everything, readView } from './views/views'

/** The explorer's state, which is its address, and what follows from it. */
export interface Explorer {
  search: ExplorerSearch
  /** What the list is narrowed by; none when `q` cannot be read. */
  filters: Filter[]
  /** Why `q` cannot be read. */
  problem: SearchProblem | undefined
  /** What the API is asked; undefined when there is a problem. */
  query: string | undefined
  /** The filters alone, without the time and the order. */
  narrowing: string
  /** The instant that times such as the last hour end with. */
  now: number
  change(changed: ExplorerSearch, options?: { replace?: boolean }): void
  setFilters(filters: Filter[]): void
  /** Asks anew, from now. */
  refresh(): void
}

export function useExplorer(): Explorer {
  const search = useSearch({ from: '/usages' })
  const navigate = useNavigate({ from: '/usages' })
  const client = useQueryClient()
  const about = [search.q, search.time, search.by].join('\n')
  const [asked, setAsked] = useState({ about, now: Date.now() })
  // Another question is asked now, not when the one before was.
  if (asked.about !== about) setAsked({ about, now: Date.now() })
  const change: Explorer['change'] = (changed, options) =>
    void navigate({ search: (before) => toStay(changedSearch(before, changed)), ...options })
  return {
    search,
    now: asked.now,
    ...understood(search, asked.now),
    change,
    setFilters: (filters) => change({ q: writeFilters(filters) }),
    refresh: () => {
      setAsked({ about, now: Date.now() })
      for (const what of ['list', 'count']) void client.invalidateQueries({ queryKey: ['usage', what] })
    },
  }
}

/** Who takes away all that narrows the list sees everything, and not the view that the explorer begins with. */
const toStay = (search: ExplorerSearch): ExplorerSearch =>
  isBare(search) && defaultView() ? readView(everything) : search

function understood(
  search: ExplorerSearch,
  now: number,
): Pick<Explorer, 'filters' | 'problem' | 'query' | 'narrowing'> {
  try {
    const filters = readFilters(search.q)
    return {
      filters,
      problem: undefined,
      query: writeSearch(questionOf(search, now)),
      narrowing: writeFilters(filters) ?? '',
    }
  } catch (thrown) {
    if (thrown instanceof SearchProblem) return { filters: [], problem: thrown, query: undefined, narrowing: '' }
    throw thrown
  }
}
