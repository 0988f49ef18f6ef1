import { memo } from 'react'
import { editor } from '../../../messages/editor'
import { Icon } from '../../../ui/layout/Icon'
import { cellId, columnNames } from '../draft/places'
import { Cell } from './Cell'
import classes from './grid.module.css'
import { RowMenu } from './RowMenu'
import { areSameCells, type RowProps } from './row'

const words = editor.grid

/** All cells of a row except the handle. Memoized, because dragging a row renders all other rows. */
export const RowCells = memo(function RowCells({
  row: { it, key },
  at,
  editing,
  active,
  problems,
  isOpen,
  hasMenu,
  actions,
  groups,
}: RowProps) {
  const tool = (column: string) =>
    ({
      type: 'button',
      id: cellId(at, column),
      'data-column': column,
      tabIndex: active === column ? 0 : -1,
      className: classes.tool,
    }) as const
  // A new row has no name while the user types it.
  const problemIn = (column: string) =>
    editing?.column === column && column === 'name'
      ? undefined
      : problems.find(({ place }) => place.column === column)?.sentence
  return (
    <>
      <td className={classes.cell} data-kind="tool">
        <button
          {...tool('details')}
          aria-label={words.detailsOf(it.name ?? '')}
          aria-expanded={isOpen}
          aria-controls={isOpen ? `details-${key}` : undefined}
          onClick={() => actions.toggleDetails(key)}
        >
          <Icon name={isOpen ? 'down' : 'right'} size={16} />
        </button>
      </td>
      {columnNames.map((column) => (
        <Cell
          key={column}
          it={it}
          rowKey={key}
          at={at}
          column={column}
          isActive={active === column}
          problem={problemIn(column)}
          editing={editing?.column === column ? editing : undefined}
          actions={actions}
        />
      ))}
      <td className={classes.cell} data-kind="tool">
        {hasMenu ? (
          <RowMenu
            target={tool('menu')}
            it={it}
            rowKey={key}
            groups={groups}
            actions={actions}
            onClose={() => actions.openMenu(-1)}
          />
        ) : (
          <button
            {...tool('menu')}
            aria-label={words.menu(it.name ?? '')}
            aria-haspopup="menu"
            onClick={() => actions.openMenu(key)}
          >
            <Icon name="more" size={16} />
          </button>
        )}
      </td>
    </>
  )
}, areSameCells)
