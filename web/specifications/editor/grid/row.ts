import type { Edit } from '../draft/edit'
import type { DraftProblem } from '../draft/problems'
import type { Row } from '../draft/rows'
import type { Editing, GridActions } from './actions'

export interface RowProps {
  row: Row
  at: number
  editing: Editing | undefined
  /** The column of the cell that Tab leads to, if it is in this row. */
  active: string | undefined
  problems: readonly DraftProblem[]
  isOpen: boolean
  hasMenu: boolean
  actions: GridActions
  /** For the details. */
  edit: Edit | undefined
  names: readonly string[]
  groups: string[]
}

/** True if a row need not be rendered again. */
export const areSameRows = (before: RowProps, after: RowProps): boolean =>
  areSameCells(before, after) &&
  before.row.key === after.row.key &&
  // Only the details use these.
  (!after.isOpen || (before.edit === after.edit && before.names === after.names))

const compared = ['at', 'editing', 'active', 'isOpen', 'hasMenu', 'groups', 'actions'] as const

/** The same for the cells alone. */
export const areSameCells = (before: RowProps, after: RowProps): boolean =>
  before.row.it === after.row.it &&
  compared.every((name) => before[name] === after[name]) &&
  areSameProblems(before.problems, after.problems)

const areSameProblems = (before: RowProps['problems'], after: RowProps['problems']) =>
  before.length === after.length &&
  before.every(({ path, sentence }, index) => path === after[index]?.path && sentence === after[index]?.sentence)
