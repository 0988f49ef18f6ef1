import { useState } from 'react'
import type { Usage } from '../../../../shared/usage'
import type { Loaded } from './usePages'

/** The usages that are chosen, as they were when they were; they stay while the list moves on. */
export interface Selection {
  chosen: ReadonlyMap<string, Usage>
  toggle(one: Loaded): void
  /** Up to and with this one from the one that was chosen last. */
  extend(to: Loaded, rowAt: (index: number) => Usage | undefined): void
  add(usages: Usage[]): void
  /** No longer these. */
  drop(ids: string[]): void
  clear(): void
}

const none: ReadonlyMap<string, Usage> = new Map()

/** `about` is what the list is narrowed to: what was chosen in another list is not, in this one. */
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
      // Where the list has moved since, the one that was chosen last has no place any more.
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
