import type { CharacteristicSpecification } from '../../../../shared/usageSpecification'
import type { Row } from '../draft/rows'
import type { GridColumn } from './columns'

/** The direction in which the user leaves an edited cell. */
export type Way = 'stay' | 'down' | 'right' | 'left'

/** The actions that cells call. All functions are stable, so that unchanged rows are not rendered again. */
export interface GridActions {
  change(key: number, to: CharacteristicSpecification, mark: string): void
  /** Starts editing a cell; `text` is the typed text that started it. */
  edit(key: number, column: GridColumn, typed?: string): void
  done(way?: Way): void
  toggleDetails(key: number): void
  openMenu(key: number): void
  rows(change: (rows: Row[]) => Row[]): void
  remove(key: number): void
  duplicate(key: number): void
  regroup(key: number, group: string): void
  /** Copies all rows as a table. */
  copyAll(): void
  /** Adds a row, at an index or at the end, and starts editing its name. */
  add(at?: number): void
}

/** The edited cell, and the text that started it. */
export interface Editing {
  key: number
  column: GridColumn
  typed: string | undefined
}
