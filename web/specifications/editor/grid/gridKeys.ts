import type { KeyboardEvent } from 'react'
import { cells } from '../draft/cells'
import { step } from '../draft/rows'
import type { GridActions } from './actions'
import { columns, type GridColumn, gridColumns, isAttribute } from './columns'
import type { RowsDraft } from './useGrid'
import { focusCell } from './useGrid'

const page = 10

/** The keys of a cell that is not edited: arrows move the focus, Enter and letters start editing, Alt with an arrow moves the row. */
export function pressKey(event: KeyboardEvent, rows: RowsDraft['rows'], actions: GridActions): void {
  const [, place = '', column = ''] = /^cell-(\d+)-(\w+)$/.exec((event.target as Element).id) ?? []
  const at = Number(place)
  const row = rows[at]
  if (!row || !isColumn(column) || event.defaultPrevented) return
  const { key, altKey } = event
  const isPlain = !event.ctrlKey && !event.metaKey && !altKey
  if (altKey && (key === 'ArrowUp' || key === 'ArrowDown'))
    actions.rows((all) => step(all, row.key, key === 'ArrowUp' ? -1 : 1))
  else if (targetOf(event, at, column, rows.length))
    focusCell(...(targetOf(event, at, column, rows.length) ?? [at, column]))
  else if (!isAttribute(column) || !isPlain) return
  else if (columns[column].kind === 'toggle') {
    if (key !== 'Enter') return
    actions.change(
      row.key,
      cells[column].write(row.it, cells[column].read(row.it) ? '' : 'yes'),
      `${row.key} ${column}`,
    )
  } else if (key === 'Enter' || key === 'F2') actions.edit(row.key, column)
  else if (key === 'Delete' || key === 'Backspace')
    actions.change(row.key, cells[column].write(row.it, ''), `${row.key} ${column}`)
  else if ([...key].length === 1 && key !== ' ') {
    if (columns[column].kind !== 'list')
      actions.change(row.key, cells[column].write(row.it, key), `${row.key} ${column}`)
    actions.edit(row.key, column, key)
  } else return
  event.preventDefault()
}

const isColumn = (name: string): name is GridColumn => gridColumns.some((it) => it === name)

/** The cell that a key moves the focus to. */
function targetOf(
  { key, ctrlKey, metaKey, altKey }: KeyboardEvent,
  at: number,
  column: GridColumn,
  count: number,
): [number, string] | undefined {
  const isFar = ctrlKey || metaKey
  const index = gridColumns.indexOf(column)
  const within = (to: number) => Math.max(0, Math.min(count - 1, to))
  const columnAt = (to: number) => gridColumns[Math.max(0, Math.min(gridColumns.length - 1, to))] ?? column
  if (altKey) return undefined
  switch (key) {
    case 'ArrowUp':
      return [isFar ? 0 : within(at - 1), column]
    case 'ArrowDown':
      return [isFar ? count - 1 : within(at + 1), column]
    case 'ArrowLeft':
      return [at, columnAt(index - 1)]
    case 'ArrowRight':
      return [at, columnAt(index + 1)]
    case 'Home':
      return [isFar ? 0 : at, columnAt(0)]
    case 'End':
      return [isFar ? count - 1 : at, columnAt(gridColumns.length)]
    case 'PageUp':
      return [within(at - page), column]
    case 'PageDown':
      return [within(at + page), column]
    default:
      return undefined
  }
}
