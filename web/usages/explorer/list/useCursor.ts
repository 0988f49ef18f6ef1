import { useState } from 'react'
import type { Usage } from '../../../../shared/usage'
import type { Loaded } from './usePages'

interface Cursor {
  /** The row it is in; -1 when it is in none. */
  current: number
  go(index: number): void
}

/** The row that keys go on from. It stays with its usage while the list moves, and is nowhere once that left the list, nor at first in another `list`. */
export function useCursor(list: string, rowAt: (index: number) => Usage | undefined, loaded: () => Loaded[]): Cursor {
  // Without an id where the usage was still to come.
  const [at, setAt] = useState<{ list: string; index: number; id?: string }>({ list, index: -1 })
  if (at.list !== list) setAt({ list, index: -1 })
  const there = rowAt(at.index)
  const isThere = !there || at.id === undefined || there.id === at.id
  return {
    current: isThere ? at.index : (loaded().find(({ usage }) => usage.id === at.id)?.index ?? -1),
    go: (index) => setAt({ list, index, id: rowAt(index)?.id }),
  }
}
