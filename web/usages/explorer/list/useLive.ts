import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { newerUsages, usagePage } from '../../../api/explorerQueries'

/** Whether new usages come in by themselves. */
export interface Live {
  isOn: boolean
  /** It is on, and the list moves. */
  isFollowing: boolean
  /** How many have come since the list stands still; a page of them is as many as were asked for. */
  fresh: { count: number; isMore: boolean }
  /** The list is at its top, or no longer. */
  onScroll(isAtTop: boolean): void
  pause(): void
  follow(): void
}

const every = 2_000
const mostFresh = 100

/** Every two seconds the newest usages. Who scrolls down, selects or goes through the rows reads in peace, and is told how many are new. */
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
