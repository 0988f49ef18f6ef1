import { useEffect, useEffectEvent } from 'react'
import type { IconName } from '../layout/Icon'
import { makeRegister } from './register'

/** What can be done on the page that is open, by its name: ⌘K offers it. */
export interface Action {
  says: string
  icon: IconName
  run(): void
}

const register = makeRegister<Action>()

export const useKnownActions = register.useAll

/** Offers actions while a component is there. */
export function useActions(actions: readonly Action[]): void {
  const run = useEffectEvent((says: string) => actions.find((it) => it.says === says)?.run())
  const shown = JSON.stringify(actions.map(({ says, icon }) => ({ says, icon })))
  // An effect, as it subscribes to what is outside of React; anew only when there are others.
  useEffect(
    () => register.add((JSON.parse(shown) as Omit<Action, 'run'>[]).map((it) => ({ ...it, run: () => run(it.says) }))),
    [shown],
  )
}
