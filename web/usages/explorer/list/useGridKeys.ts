import type { KeyboardEvent, RefObject } from 'react'
import type { Usage } from '../../../../shared/usage'
import { explorerList } from '../../../messages/explorerList'
import { type Command, useCommands } from '../../../ui/commands/commands'
import type { Selection } from './useSelection'

interface Grid {
  grid: RefObject<HTMLElement | null>
  current: number
  /** The number of rows that the cursor can reach. */
  count: number
  rowsOnPage: number
  rowAt(index: number): Usage | undefined
  selection: Selection
  open: string | undefined
  onOpen(id: string | undefined): void
  onMove(index: number): void
}

const words = explorerList.keys

/** The keys of the list. Letters work on the whole page; arrows only in the grid, by the returned handler. */
export function useGridKeys({
  grid,
  current,
  count,
  rowsOnPage,
  rowAt,
  selection,
  open,
  onOpen,
  onMove,
}: Grid): (event: KeyboardEvent) => void {
  const move = (to: number, isExtending = false) => {
    const index = Math.min(Math.max(to, 0), count - 1)
    if (index < 0) return
    grid.current?.focus({ preventScroll: true })
    onMove(index)
    const usage = rowAt(index)
    if (usage && isExtending) selection.extend({ index, usage }, rowAt)
    // An open panel follows the cursor.
    if (usage && open) onOpen(usage.id)
  }
  const here = rowAt(current)
  const toggle = () => here && selection.toggle({ index: current, usage: here })
  const leave = () => {
    if (open) onOpen(undefined)
    else selection.clear()
  }
  const shortcut = (keys: string, label: string, perform: () => void, isFor?: Command['isFor']): Command => ({
    name: label,
    label,
    keys,
    group: words.group,
    isFor,
    perform,
  })
  useCommands([
    shortcut('j', words.next, () => move(current + 1)),
    shortcut('k', words.previous, () => move(current - 1)),
    shortcut('Enter', words.open, () => here && onOpen(here.id), isGrid),
    shortcut('x', words.select, toggle),
    shortcut('Escape', words.close, leave, isNoPopover),
  ])
  const targets: Record<string, number> = {
    ArrowDown: current + 1,
    ArrowUp: current - 1,
    PageDown: current + rowsOnPage,
    PageUp: current - rowsOnPage,
    Home: 0,
    End: count - 1,
  }
  return (event) => {
    const target = targets[event.key]
    if (
      event.target !== grid.current ||
      event.metaKey ||
      event.ctrlKey ||
      event.altKey ||
      (target === undefined && event.key !== ' ')
    )
      return
    event.preventDefault()
    if (target === undefined) toggle()
    else move(target, event.shiftKey && event.key.startsWith('Arrow'))
  }
}

/** Enter on a button or a link keeps its own meaning. */
const isGrid = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.getAttribute('role') === 'grid'

/** Escape closes popovers first. */
const isNoPopover = (target: EventTarget | null): boolean =>
  !(target instanceof HTMLElement && target.closest('[role=dialog], [role=listbox], [role=menu], [aria-expanded=true]'))
