import { useQueries, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Usage } from '../../../../shared/usage'
import type { Page } from '../../../api/api'
import { type PageStart, pageSize, usagePage, usagePageStarts } from '../../../api/explorerQueries'

/** A usage and its index in the list. */
export interface Loaded {
  index: number
  usage: Usage
}

/** The number of placeholder rows at the end. */
const expected = 24

/** The length of the list, as far as known; `read` is the number of usages on the pages that were read. */
export function useLength(query: string): { count: number; read: number; isComplete: boolean; starts: PageStart[] } {
  const { data } = useQuery(usagePageStarts(query))
  const { starts, end } = data
  const read = end ?? starts.at(-1)?.index ?? 0
  return { count: end ?? read + expected, read, isComplete: end !== undefined, starts }
}

/** The position of the page that has the usage with an index in the list. */
export const pageWith = (starts: PageStart[], index: number): number =>
  Math.max(
    0,
    starts.findLastIndex((page) => page.index <= index),
  )

/** The usages around the visible rows. Others are dropped from the cache and fetched again when needed. */
export function useAround(query: string, starts: PageStart[], first: number, last: number): Loaded[] {
  const from = pageWith(starts, first - pageSize / 4)
  const to = pageWith(starts, last + pageSize / 2)
  const shown = useMemo(() => starts.slice(from, to + 1), [starts, from, to])
  const pages = useQueries({ queries: shown.map(({ start }) => usagePage(query, start)), combine: dataOf })
  return useMemo(
    () =>
      shown.flatMap(({ index }, at) =>
        (pages[at]?.items ?? []).map((usage, position) => ({ index: index + position, usage })),
      ),
    [pages, shown],
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
