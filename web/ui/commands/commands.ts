import { type LinkProps, useNavigate } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'
import { createKeybindingsHandler } from 'tinykeys'
import type { IconName } from '../layout/Icon'

/** Something the user can do: one definition for its key, button, menu item and entry in the palette. */
export type Command = Definition & ({ perform: (event?: KeyboardEvent) => void } | { link: LinkProps })

interface Definition {
  /** Unique among the commands of the page. */
  name: string
  /** For palette and shortcut help. */
  label: string
  /** A shorter label for buttons and menus, where the context is clear; `label` if undefined. */
  shortLabel?: string
  /** The palette offers only commands with an icon. */
  icon?: IconName
  /** As tinykeys writes them: `j`, `g u`, `$mod+k`, `Shift+?`. */
  keys?: string
  /** The heading in the shortcut help, for commands with keys. */
  group?: string
  isEnabled?: boolean
  isDestructive?: boolean
  /** The key also works in a text field or a dialog. */
  isEverywhere?: boolean
  /** The key works only if this holds for the focused element. */
  isFor?: ((target: EventTarget | null) => boolean) | undefined
}

/** A command as palette and shortcut help show it. */
export type KnownCommand = Omit<Definition, 'isFor'> & { perform: () => void }

let known: readonly KnownCommand[] = []
const listeners = new Set<() => void>()
const changeKnown = (to: readonly KnownCommand[]) => {
  known = to
  for (const listener of listeners) listener()
}
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** The commands of all mounted components, the last registered first. */
export const useKnownCommands = (): readonly KnownCommand[] => useSyncExternalStore(subscribe, () => known)

/** Registers commands for keys, palette and shortcut help while the component is mounted. */
export function useCommands(commands: readonly Command[]): void {
  const navigate = useNavigate()
  const perform = useEffectEvent((name: string, event?: KeyboardEvent) => {
    const command = commands.find((it) => it.name === name)
    if (!command || (event && !isKeyFor(command, event))) return
    // Also for a disabled command: the browser has other uses for Ctrl+S.
    event?.preventDefault()
    if (command.isEnabled === false) return
    if ('link' in command) void navigate(command.link)
    else command.perform(event)
  })
  // Without the functions, which are new on every render.
  const shown = JSON.stringify(commands)
  // An effect, because window and the list of known commands are outside of React.
  useEffect(() => {
    const own = (JSON.parse(shown) as Omit<KnownCommand, 'perform'>[]).map((it) => ({
      ...it,
      perform: () => perform(it.name),
    }))
    const handler = createKeybindingsHandler(
      Object.fromEntries(
        own.flatMap(({ name, keys }) => (keys ? [[keys, (event: KeyboardEvent) => perform(name, event)]] : [])),
      ),
    )
    window.addEventListener('keydown', handler)
    changeKnown([...own, ...known])
    return () => {
      window.removeEventListener('keydown', handler)
      changeKnown(known.filter((it) => !own.includes(it)))
    }
  }, [shown])
}

function isKeyFor({ isEverywhere, isFor }: Command, { target, defaultPrevented }: KeyboardEvent): boolean {
  if (defaultPrevented || (!isEverywhere && (isTyping(target) || isInDialog(target)))) return false
  return isFor?.(target) ?? true
}

/** In a text field, letters are text. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest('input:not([type=checkbox],[type=radio]), textarea, select, [role=textbox]') !== null)
  )
}

/** A modal dialog handles its keys itself. */
const isInDialog = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role=dialog][aria-modal=true]') !== null
