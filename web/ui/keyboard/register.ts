import { useSyncExternalStore } from 'react'

/** What the parts that are there have to tell, for whoever wants to know all of it: those that came last first. */
export function makeRegister<Item>() {
  let known: readonly Item[] = []
  const listeners = new Set<() => void>()
  const change = (to: readonly Item[]) => {
    known = to
    for (const listener of listeners) listener()
  }
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  return {
    useAll: (): readonly Item[] => useSyncExternalStore(subscribe, () => known),
    /** Gives what takes them away again. */
    add(own: readonly Item[]): () => void {
      change([...own, ...known])
      return () => change(known.filter((it) => !own.includes(it)))
    },
  }
}
