import { useQueries, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Usage } from '../../../../shared/usage'
import type { Page } from '../../../api/api'
import { pageSize, usagePage, usagePageStarts } from '../../../api/explorerQueries'

/** A usage and its index in the list. */
export interface Loaded {
  index: number
  usage: Usage
}

/** The number of placeholder rows at the end. */
const expected = 24

/** The length of the list, as far as known. */
export function useLength(query: string): { count: number; isComplete: boolean; starts: string[] } {
  const { data } = useQuery(usagePageStarts(query))
  const starts = data.starts
  return data.end === undefined
    ? { count: (starts.length - 1) * pageSize + expected, isComplete: false, starts }
    : { count: data.end, isComplete: true, starts }
}

/** The usages around the visible rows. Others are dropped from the cache and fetched again when needed. */
export function useAround(query: string, starts: string[], first: number, last: number): Loaded[] {
  const from = Math.max(0, Math.floor((first - pageSize / 4) / pageSize))
  const to = Math.min(starts.length - 1, Math.floor((last + pageSize / 2) / pageSize))
  const pages = useQueries({
    queries: starts.slice(from, to + 1).map((start) => usagePage(query, start)),
    combine: dataOf,
  })
  return useMemo(
    () =>
      pages.flatMap((page, at) =>
        (page?.items ?? []).map((usage, index) => ({ index: (from + at) * pageSize + index, usage })),
      ),
    [pages, from],
  )
}

const dataOf = (results: { data?: Page<Usage> }[]) => results.map(({ data }) => data)

/** The query of the shown list. The previous list stays until the first page of the new one, or an error, has arrived. */
export function useSettled(query: string): {
  settled: string
  isStale: boolean
  error: Error | null
  refetch: () => void
} {
  const { data, error, refetch } = useQuery(usagePage(query, ''))
  const [settled, setSettled] = useState(query)
  if ((data || error) && settled !== query) setSettled(query)
  // A list that was read stays visible if reading it again fails.
  return {
    settled,
    isStale: settled !== query,
    error: settled === query && !data ? error : null,
    refetch: () => void refetch(),
  }
}
