import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { newerUsages, usagePage } from '../../../api/explorerQueries'

/** The live mode. */
export interface Live {
  isOn: boolean
  /** Live and not paused. */
  isFollowing: boolean
  /** The number of new usages since the pause. If the number equals the limit, there may be more. */
  fresh: { count: number; isMore: boolean }
  /** Called when the list is scrolled to its top or away from it. */
  onScroll(isAtTop: boolean): void
  pause(): void
  follow(): void
}

const every = 2_000
const mostFresh = 100

/** Fetches the newest usages every two seconds. Pauses while the user scrolls, selects or moves through the rows, and counts the new usages. */
export function useLive(query: string, isOn: boolean, isSelecting: boolean): Live {
  const [isPaused, setPaused] = useState(false)
  const [isAtTop, setAtTop] = useState(true)
  if (isPaused && !isOn) setPaused(false)
  const isFollowing = isOn && !isPaused && isAtTop && !isSelecting
  const { data, refetch } = useQuery({ ...usagePage(query, ''), refetchInterval: isFollowing && every })
  const top = data?.items[0]?.id
  const { data: fresh = [] } = useQuery({
    ...newerUsages(query, top ?? '', mostFresh),
    enabled: isOn && !isFollowing && top !== undefined,
    refetchInterval: every,
  })
  return {
    isOn,
    isFollowing,
    fresh: { count: isFollowing ? 0 : fresh.length, isMore: fresh.length === mostFresh },
    onScroll: setAtTop,
    pause: () => setPaused(isOn),
    follow: () => {
      setPaused(false)
      void refetch()
    },
  }
}
