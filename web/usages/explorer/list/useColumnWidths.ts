import { columnResizingFeature, columnSizingFeature, tableFeatures, useTable } from '@tanstack/react-table'
import { type MouseEvent, type TouchEvent, useMemo } from 'react'
import { flushSync } from 'react-dom'
import { maxWidth, minWidth } from '../Resizer'
import { useWidths } from '../useWidths'
import type { Column } from './columns'

export type Grab = MouseEvent<HTMLElement> | TouchEvent<HTMLElement>

/** How wide columns are, and what changes that. */
export interface ColumnWidths {
  /** The tracks of a CSS grid. */
  tracks: string
  /** All of them together, at the least. */
  total: number
  widthOf(id: string): number
  /** The edge of a column is taken, to be dragged. */
  onGrab(id: string): (event: Grab) => void
  /** Undefined: as it usually is. */
  onWidth(id: string, width: number | undefined): void
}

const features = tableFeatures({ columnSizingFeature, columnResizingFeature })
/** Rows are virtual, and no matter of the columns. */
const none: never[] = []

export function useColumnWidths(columns: Column[]): ColumnWidths {
  const [widths, setWidths] = useWidths()
  const table = useTable({
    features,
    data: none,
    columns: useMemo(
      () => columns.map(({ id, width }) => ({ id, size: width, minSize: minWidth, maxSize: maxWidth })),
      [columns],
    ),
    columnResizeMode: 'onChange',
    state: { columnSizing: widths },
    onColumnSizingChange: setWidths,
  })
  const widthOf = (id: string) => table.getColumn(id)?.getSize() ?? 0
  // What is left of the room goes to columns whose width nobody chose; without such, to none.
  const growing = columns.filter(({ id, grow }) => grow > 0 && widths[id] === undefined)
  const tracks = columns.map((column) =>
    growing.includes(column) ? `minmax(${widthOf(column.id)}px, ${column.grow}fr)` : `${widthOf(column.id)}px`,
  )
  if (growing.length === 0) tracks.push('minmax(0, 1fr)')
  return {
    tracks: tracks.join(' '),
    total: table.getTotalSize(),
    widthOf,
    onGrab: (id) => (event) => {
      // A column that has grown is dragged from the width it has, not from the one it would have.
      const shown = event.currentTarget.parentElement?.offsetWidth
      if (shown) flushSync(() => setWidths((before) => ({ ...before, [id]: shown })))
      const header = table.getFlatHeaders().find((one) => one.id === id)
      header?.getResizeHandler()(event)
    },
    onWidth: (id, width) =>
      width === undefined ? table.getColumn(id)?.resetSize() : setWidths((before) => ({ ...before, [id]: width })),
  }
}
