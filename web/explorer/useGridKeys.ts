import type { KeyboardEvent, RefObject } from 'react'
import type { Usage } from '../../shared/usage'
import { explorer } from '../messages/explorer'
import { type Shortcut, useShortcuts } from '../parts/keys'
import type { Selection } from './useSelection'

interface Grid {
  frame: RefObject<HTMLDivElement | null>
  current: number
  /** How many rows can be gone to. */
  count: number
  rowsOnPage: number
  rowAt(index: number): Usage | undefined
  selection: Selection
  open: string | undefined
  onOpen(id: string | undefined): void
  onMove(index: number): void
}

const words = explorer.keys

/** What keys do in the list: letters wherever the focus is, arrows while it is in the list. Gives the handler of the latter. */
export function useGridKeys({ frame, current, count, rowsOnPage, rowAt, selection, open, onOpen, onMove }: Grid): (event: KeyboardEvent) => void {
  const move = (to: number, isExtending = false) => {
    const index = Math.min(Math.max(to, 0), count - 1)
    if (index < 0) return
    frame.current?.focus({ preventScroll: true })
    onMove(index)
    const usage = rowAt(index)
    if (usage && isExtending) selection.extend({ index, usage }, rowAt)
    // The details follow, as long as they are shown.
    if (usage && open) onOpen(usage.id)
  }
  const here = rowAt(current)
  const toggle = () => here && selection.toggle({ index: current, usage: here })
  const leave = () => {
    if (open) onOpen(undefined)
    else selection.clear()
  }
  const shortcut = (keys: string, says: string, run: () => void, isFor?: Shortcut['isFor']): Shortcut => ({ keys, says, group: words.group, run, isFor })
  useShortcuts([
    shortcut('j', words.next, () => move(current + 1)),
    shortcut('k', words.previous, () => move(current - 1)),
    shortcut('Enter', words.open, () => here && onOpen(here.id), isGrid),
    shortcut('x', words.select, toggle),
    shortcut('Escape', words.close, leave, isNoPopover),
  ])
  const steps: Record<string, () => void> = {
    ArrowDown: () => move(current + 1),
    ArrowUp: () => move(current - 1),
    'Shift+ArrowDown': () => move(current + 1, true),
    'Shift+ArrowUp': () => move(current - 1, true),
    PageDown: () => move(current + rowsOnPage),
    PageUp: () => move(current - rowsOnPage),
    Home: () => move(0),
    End: () => move(count - 1),
    ' ': toggle,
  }
  return (event) => {
    if (event.target !== frame.current || event.metaKey || event.ctrlKey || event.altKey) return
    const step = steps[event.shiftKey && event.key.startsWith('Arrow') ? `Shift+${event.key}` : event.key]
    if (!step) return
    event.preventDefault()
    step()
  }
}

/** Enter on a button or a link is theirs. */
const isGrid = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.getAttribute('role') === 'grid'

/** What lies over the page closes first. */
const isNoPopover = (target: EventTarget | null): boolean => !(target instanceof HTMLElement && target.closest('[role=dialog], [role=listbox], [role=menu], [aria-expanded=true]'))
