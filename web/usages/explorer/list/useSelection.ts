import { useState } from 'react'
import type { Usage } from '../../../../shared/usage'
import type { Loaded } from './usePages'

/** The selected usages, as they were when selected. They stay selected while the list moves. */
export interface Selection {
  chosen: ReadonlyMap<string, Usage>
  toggle(one: Loaded): void
  /** Selects all from the last selected usage to this one. */
  extend(to: Loaded, rowAt: (index: number) => Usage | undefined): void
  add(usages: Usage[]): void
  /** Removes these from the selection. */
  drop(ids: string[]): void
  clear(): void
}

const none: ReadonlyMap<string, Usage> = new Map()

/** A new `about` (the query of the list) clears the selection. */
export function useSelection(about: string): Selection {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Usage>>(none)
  const [last, setLast] = useState<Loaded>()
  const [of, setOf] = useState(about)
  if (of !== about) {
    setOf(about)
    setChosen(none)
    setLast(undefined)
  }
  const add = (usages: Usage[]) =>
    setChosen((before) => new Map([...before, ...usages.map((usage) => [usage.id, usage] as const)]))
  return {
    chosen,
    add,
    toggle: (one) => {
      const { usage } = one
      setLast(one)
      setChosen((before) => {
        const after = new Map(before)
        if (!after.delete(usage.id)) after.set(usage.id, usage)
        return after
      })
    },
    extend: ({ index, usage }, rowAt) => {
      // The last selected usage may have moved out of the list.
      const begin = last && rowAt(last.index)?.id === last.usage.id ? last.index : index
      const [from, to] = [Math.min(begin, index), Math.max(begin, index)]
      const between = Array.from({ length: to - from + 1 }, (_, at) => rowAt(from + at)).filter(
        (it) => it !== undefined,
      )
      setLast({ index, usage })
      add([...between, usage])
    },
    drop: (ids) => setChosen((before) => new Map([...before].filter(([id]) => !ids.includes(id)))),
    clear: () => {
      setChosen(none)
      setLast(undefined)
    },
  }
}
