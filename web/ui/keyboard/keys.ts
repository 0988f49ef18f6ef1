import { useEffect, useEffectEvent } from 'react'
import { createKeybindingsHandler } from 'tinykeys'
import { makeRegister } from './register'

/** What a key does on the page that is open. */
export interface Shortcut {
  /** As tinykeys writes it: `j`, `g u`, `$mod+k`, `Shift+?`. */
  keys: string
  /** What it does, for the list that `?` shows. */
  says: string
  /** Under which heading of that list. */
  group: string
  run(event: KeyboardEvent): void
  /** Also while somebody types. */
  isEverywhere?: boolean
  /** Only where this holds of what has the focus. */
  isFor?: ((target: EventTarget | null) => boolean) | undefined
}

/** A shortcut as the list shows it. */
export type Listed = Pick<Shortcut, 'keys' | 'says' | 'group'>

const register = makeRegister<Listed>()

/** All shortcuts that work now, those of the page first. */
export const useKnownShortcuts = register.useAll

/** Makes keys work while a component is there. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const press = useEffectEvent((keys: string, event: KeyboardEvent) => {
    const { run, isEverywhere, isFor } = shortcuts.find((it) => it.keys === keys) ?? {}
    if (!run || event.defaultPrevented || (!isEverywhere && (isTyping(event.target) || isInDialog(event.target))))
      return
    if (isFor && !isFor(event.target)) return
    event.preventDefault()
    run(event)
  })
  const shown = JSON.stringify(shortcuts.map(({ keys, says, group }) => ({ keys, says, group })))
  // An effect, as it subscribes to what is outside of React; anew only when there are other keys.
  useEffect(() => {
    const own: Listed[] = JSON.parse(shown)
    const handler = createKeybindingsHandler(
      Object.fromEntries(own.map(({ keys }) => [keys, (event: KeyboardEvent) => press(keys, event)])),
    )
    window.addEventListener('keydown', handler)
    const remove = register.add(own)
    return () => {
      window.removeEventListener('keydown', handler)
      remove()
    }
  }, [shown])
}

/** Letters are text there. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest('input:not([type=checkbox],[type=radio]), textarea, select, [role=textbox]') !== null)
  )
}

/** A dialog has the keys to itself. */
const isInDialog = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role=dialog][aria-modal=true]') !== null
