import type { Edit } from '../draft/edit'
import type { DraftProblem } from '../draft/problems'
import type { Row } from '../draft/rows'
import type { Editing, GridActions } from './actions'

export interface RowProps {
  row: Row
  at: number
  editing: Editing | undefined
  /** The column of its cell that Tab leads to, if it has that. */
  active: string | undefined
  problems: readonly DraftProblem[]
  isOpen: boolean
  hasMenu: boolean
  actions: GridActions
  /** For its details. */
  edit: Edit | undefined
  names: readonly string[]
  groups: string[]
}

/** Whether a row looks as it did. */
export const areSameRows = (before: RowProps, after: RowProps): boolean =>
  areSameCells(before, after) &&
  before.row.key === after.row.key &&
  // Only the details look at these.
  (!after.isOpen || (before.edit === after.edit && before.names === after.names))

const compared = ['at', 'editing', 'active', 'isOpen', 'hasMenu', 'groups', 'actions'] as const

/** The same of its cells alone. */
export const areSameCells = (before: RowProps, after: RowProps): boolean =>
  before.row.it === after.row.it &&
  compared.every((name) => before[name] === after[name]) &&
  areSameProblems(before.problems, after.problems)

const areSameProblems = (before: RowProps['problems'], after: RowProps['problems']) =>
  before.length === after.length &&
  before.every(({ path, sentence }, index) => path === after[index]?.path && sentence === after[index]?.sentence)
