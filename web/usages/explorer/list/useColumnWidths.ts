import { type PointerEvent, useState } from 'react'
import { keepSetting, readSetting } from '../../../api/localSettings'
import { maxWidth, minWidth } from '../Resizer'
import type { Column } from './columns'

export interface ColumnWidths {
  /** The value of `grid-template-columns`. */
  tracks: string
  /** The sum of the widths, in pixels. */
  total: number
  widthOf(id: string): number
  /** Starts to drag the right edge of a column. */
  onDrag(id: string): (event: PointerEvent<HTMLElement>) => void
  /** Undefined restores the default width. */
  onWidth(id: string, width: number | undefined): void
}

/** The widths of the columns, in pixels. The browser keeps those that the user has changed. */
export function useColumnWidths(columns: Column[]): ColumnWidths {
  const [changed, setChanged] = useState(readWidths)
  const widthOf = (id: string) => changed[id] ?? columns.find((column) => column.id === id)?.width ?? 0
  const onWidth = (id: string, width: number | undefined) =>
    setChanged((before) => {
      const { [id]: _, ...others } = before
      const after = width === undefined ? others : { ...others, [id]: clamp(width) }
      keepSetting('widths', after)
      return after
    })
  // Only columns with a default width share the space that is left.
  const growing = columns.filter(({ id, grow }) => grow > 0 && changed[id] === undefined)
  const tracks = columns.map((column) =>
    growing.includes(column) ? `minmax(${widthOf(column.id)}px, ${column.grow}fr)` : `${widthOf(column.id)}px`,
  )
  if (growing.length === 0) tracks.push('minmax(0, 1fr)')
  return {
    tracks: tracks.join(' '),
    total: columns.reduce((sum, { id }) => sum + widthOf(id), 0),
    widthOf,
    onDrag: (id) => (event) => {
      const edge: HTMLElement = event.currentTarget
      // The width on the screen: a growing column is wider than its default.
      const width = edge.parentElement?.offsetWidth ?? widthOf(id)
      const start = event.clientX
      const drag = new AbortController()
      edge.setPointerCapture(event.pointerId)
      edge.addEventListener('pointermove', ({ clientX }) => onWidth(id, width + clientX - start), drag)
      edge.addEventListener('lostpointercapture', () => drag.abort(), drag)
    },
    onWidth,
  }
}

const clamp = (width: number): number => Math.min(maxWidth, Math.max(minWidth, width))

const readWidths = (): Record<string, number> =>
  Object.fromEntries(
    Object.entries(readSetting('widths') ?? {})
      .filter((pair): pair is [string, number] => typeof pair[1] === 'number')
      .map(([id, width]) => [id, clamp(width)]),
  )
