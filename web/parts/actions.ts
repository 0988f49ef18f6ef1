import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'
import type { IconName } from './Icon'

/** What can be done on the page that is open, by its name: ⌘K offers it. */
export interface Action {
  says: string
  icon: IconName
  run(): void
}

let known: readonly Action[] = []
const listeners = new Set<() => void>()

function change(to: readonly Action[]): void {
  known = to
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export const useKnownActions = (): readonly Action[] => useSyncExternalStore(subscribe, () => known)

/** Offers actions while a component is there. */
export function useActions(actions: readonly Action[]): void {
  const run = useEffectEvent((says: string) => actions.find((it) => it.says === says)?.run())
  const shown = JSON.stringify(actions.map(({ says, icon }) => ({ says, icon })))
  // An effect, as it subscribes to what is outside of React; anew only when there are others.
  useEffect(() => {
    const own = (JSON.parse(shown) as Omit<Action, 'run'>[]).map((it) => ({ ...it, run: () => run(it.says) }))
    change([...known, ...own])
    return () => change(known.filter((it) => !own.includes(it)))
  }, [shown])
}
