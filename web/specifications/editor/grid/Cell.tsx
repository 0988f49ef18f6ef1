import { memo } from 'react'
import type { CharacteristicSpecification } from '../../../../shared/usageSpecification'
import { attributeName } from '../../../messages/attributeNames'
import { editor } from '../../../messages/editor'
import { cells } from '../draft/cells'
import { type ColumnName, cellId } from '../draft/places'
import { hasSeveral } from '../draft/values'
import type { Editing, GridActions } from './actions'
import { CellEditor } from './CellEditor'
import { columns } from './columns'
import classes from './grid.module.css'

interface Props {
  it: CharacteristicSpecification
  rowKey: number
  at: number
  column: ColumnName
  /** The problem of the cell. */
  problem: string | undefined
  editing: Editing | undefined
  isActive: boolean
  actions: GridActions
}

/** One attribute of one characteristic, as text or, while edited, as an input. */
export const Cell = memo(function Cell({ it, rowKey, at, column, problem, editing, isActive, actions }: Props) {
  const { kind } = columns[column]
  const id = cellId(at, column)
  const text = cells[column].read(it)
  const { units, ranges } = hasSeveral(it)
  const isElsewhere = (column === 'unit' && units) || (column === 'range' && ranges)
  const shared = {
    className: `${classes.cell} ${column === 'name' ? classes.name : ''}`,
    'data-kind': kind,
    'data-bad': problem ? true : undefined,
  }
  if (kind === 'toggle') {
    return (
      <td {...shared}>
        <input
          type="checkbox"
          id={id}
          data-column={column}
          className={classes.check}
          tabIndex={isActive ? 0 : -1}
          aria-label={editor.grid.cell(it.name ?? '', attributeName(column))}
          aria-invalid={problem ? true : undefined}
          checked={text !== ''}
          onChange={(event) =>
            actions.change(
              rowKey,
              cells[column].write(it, event.currentTarget.checked ? 'yes' : ''),
              `${rowKey} ${column}`,
            )
          }
        />
      </td>
    )
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid listens for keys
    <td
      id={id}
      data-column={column}
      tabIndex={isActive ? 0 : -1}
      aria-invalid={problem ? true : undefined}
      title={problem ?? (text.length > 20 ? text : undefined)}
      data-editing={editing ? true : undefined}
      {...shared}
      onClick={() => !editing && (isElsewhere ? actions.toggleDetails(rowKey) : actions.edit(rowKey, column))}
    >
      {editing ? (
        <CellEditor it={it} rowKey={rowKey} column={column} typed={editing.typed} problem={problem} actions={actions} />
      ) : (
        <span className={classes.text} data-kind={kind}>
          {isElsewhere
            ? editor.grid.several(text)
            : text || (column === 'name' && <span className={classes.placeholder}>{editor.grid.noName}</span>)}
        </span>
      )}
    </td>
  )
})
