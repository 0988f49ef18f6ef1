import { useState } from 'react'
import type { Usage } from '../../../../shared/usage'
import type { Loaded } from './usePages'

interface Cursor {
  /** The index of the current row; -1 if there is none. */
  current: number
  go(index: number): void
}

/** The current row of the keyboard. It follows its usage when the list moves. It is reset if the usage leaves the list, and in a new `list`. */
export function useCursor(list: string, rowAt: (index: number) => Usage | undefined, loaded: () => Loaded[]): Cursor {
  // The id is missing if the usage was not loaded yet.
  const [at, setAt] = useState<{ list: string; index: number; id?: string }>({ list, index: -1 })
  if (at.list !== list) setAt({ list, index: -1 })
  const there = rowAt(at.index)
  const isThere = !there || at.id === undefined || there.id === at.id
  return {
    current: isThere ? at.index : (loaded().find(({ usage }) => usage.id === at.id)?.index ?? -1),
    go: (index) => setAt({ list, index, id: rowAt(index)?.id }),
  }
}
