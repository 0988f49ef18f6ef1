import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { CharacteristicSpecification } from '../../../../shared/usageSpecification'
import { editor } from '../../../messages/editor'
import { toast } from '../../../ui/feedback/toast'
import { copyText } from '../../../ui/input/copy'
import { cellId, columnNames } from '../draft/places'
import { change, duplicate, insert, type Row, regroup, remove, restore } from '../draft/rows'
import type { Editing, GridActions, Way } from './actions'
import { type GridColumn, gridColumns } from './columns'

export interface RowsDraft {
  rows: Row[]
  onRows: (change: (rows: Row[]) => Row[], mark?: string) => void
}

/** The id of the button that adds a row. */
export const addId = 'add-characteristic'

/** The initial value of a new characteristic. */
const fresh: CharacteristicSpecification = { name: '', valueType: 'string', minCardinality: 0, maxCardinality: 1 }

/** The focused and the edited cell of the grid, and its actions. */
export function useGrid({ rows, onRows }: RowsDraft, isOpen: { has(key: number): boolean; toggle(key: number): void }) {
  const [editing, setEditing] = useState<Editing>()
  const [menu, setMenu] = useState(-1)
  /** The cell that Tab leads to and that gets the focus back. */
  const [active, setActive] = useState({ row: 0, column: 'name' })
  const latest = useRef({ rows, onRows, isOpen, editing, menu })
  latest.current = { rows, onRows, isOpen, editing, menu }
  const [actions] = useState((): GridActions => {
    const now = () => latest.current
    const indexOf = (key: number) => now().rows.findIndex((row) => row.key === key)
    /** Changes the rows and focuses one of them at its new index. */
    const changeAt = (key: number, to: (rows: Row[]) => Row[], column = 'name') => {
      flushSync(() => now().onRows(to))
      focusCell(indexOf(key), column)
    }
    return {
      change: (key, to, mark) => now().onRows((all) => change(all, key, to), mark),
      edit: (key, column, typed) => setEditing({ key, column, typed }),
      done: (way) => {
        const { editing } = now()
        if (!editing) return
        flushSync(() => setEditing(undefined))
        if (way) go(indexOf(editing.key), editing.column, way, now().rows.length)
      },
      toggleDetails: (key) => {
        now().isOpen.toggle(key)
        focusCell(indexOf(key), 'details')
      },
      openMenu: (key) => {
        const before = now().menu
        flushSync(() => setMenu(key))
        if (key === -1 && before !== -1) focusCell(indexOf(before), 'menu')
      },
      rows: (to) => {
        const key = now().rows[rowOfFocus()]?.key
        if (key === undefined) now().onRows(to)
        else changeAt(key, to, columnOfFocus())
      },
      remove: (key) => {
        const at = indexOf(key)
        const row = now().rows[at]
        if (!row) return
        flushSync(() => now().onRows((all) => remove(all, key)))
        if (now().rows.length > 0) focusCell(Math.min(at, now().rows.length - 1), 'name')
        else document.getElementById(addId)?.focus()
        // Undo restores only this row, and keeps later changes.
        toast.success(editor.grid.removed(row.it.name ?? ''), () => now().onRows((all) => restore(all, row, at)))
      },
      duplicate: (key) => {
        flushSync(() => now().onRows((all) => duplicate(all, key)))
        focusCell(indexOf(key) + 1, 'name')
      },
      add: (at = now().rows.length) => {
        flushSync(() => now().onRows((all) => insert(all, [fresh], at)))
        const key = now().rows[at]?.key
        if (key !== undefined) setEditing({ key, column: 'name', typed: undefined })
      },
      copyAll: async () => {
        const { writeSheet } = await import('../import/sheet')
        const all = now().rows.map(({ it }) => it)
        if (await copyText(writeSheet(all))) toast.success(editor.characteristics.copied(all.length))
        else toast.failure(editor.characteristics.notCopied, new Error(editor.characteristics.copyByHand))
      },
      regroup: (key, group) => changeAt(key, (all) => regroup(all, key, group), 'menu'),
    }
  })
  return { editing, menu, active, setActive, actions }
}

export const focusCell = (row: number, column: string): void => document.getElementById(cellId(row, column))?.focus()

const cellOfFocus = () =>
  /^cell-(\d+)-(\w+)$/.exec(document.activeElement?.closest('[data-column]')?.id ?? document.activeElement?.id ?? '')
const rowOfFocus = (): number => Number(cellOfFocus()?.[1] ?? -1)
const columnOfFocus = (): string => cellOfFocus()?.[2] ?? 'name'

function go(row: number, column: GridColumn, way: Way, rows: number): void {
  const width = columnNames.length
  const along = { stay: 0, down: width, right: 1, left: -1 }[way]
  const at = row * width + gridColumns.indexOf(column) - gridColumns.indexOf(columnNames[0])
  const to = at + along < 0 || at + along >= rows * width ? at : at + along
  focusCell(Math.floor(to / width), columnNames[to % width] ?? column)
}
