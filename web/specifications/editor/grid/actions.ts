import type { CharacteristicSpecification } from '../../../../shared/usageSpecification'
import type { Row } from '../draft/rows'
import type { GridColumn } from './columns'

/** Which way somebody leaves a cell that was being written. */
export type Way = 'stay' | 'down' | 'right' | 'left'

/** What the cells of the grid ask of it. All stay the same functions, so that rows that did not change are not drawn anew. */
export interface GridActions {
  change(key: number, to: CharacteristicSpecification, mark: string): void
  /** Begins to write in a cell; with the text that was typed, if that began it. */
  edit(key: number, column: GridColumn, typed?: string): void
  done(way?: Way): void
  toggleDetails(key: number): void
  openMenu(key: number): void
  rows(change: (rows: Row[]) => Row[]): void
  remove(key: number): void
  duplicate(key: number): void
  regroup(key: number, group: string): void
  /** Puts all rows on the clipboard, as a table. */
  copyAll(): void
  /** A new row, at a place or at the end, whose name is typed at once. */
  add(at?: number): void
}

/** Which cell is being written, and with what it began. */
export interface Editing {
  key: number
  column: GridColumn
  typed: string | undefined
}
