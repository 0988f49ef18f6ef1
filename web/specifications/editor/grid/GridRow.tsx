import { useSortable } from '@dnd-kit/sortable'
import { memo } from 'react'
import { editor } from '../../../messages/editor'
import { Icon } from '../../../ui/layout/Icon'
import { cellId, columnNames } from '../draft/places'
import classes from './grid.module.css'
import { RowCells } from './RowCells'
import { RowDetails } from './RowDetails'
import { areSameRows, type RowProps } from './row'

const words = editor.grid
const width = columnNames.length + 3

/** One characteristic: its row, its problems, and its details if they are open. It is rendered again only when it changes. */
export const GridRow = memo(function GridRow(props: RowProps) {
  const { row, at, problems, isOpen, edit, names, groups, editing, active } = props
  const { setNodeRef, setActivatorNodeRef, listeners, attributes, transform, transition, isDragging } = useSortable({
    id: row.key + 1,
  })
  const shown = problems.filter(({ place }) => !(editing?.column === 'name' && place.column === 'name'))
  const style = transform ? { transform: `translate3d(0, ${Math.round(transform.y)}px, 0)`, transition } : undefined
  return (
    <tbody
      ref={setNodeRef}
      aria-label={row.it.name || words.unnamed(at + 1)}
      className={classes.characteristic}
      style={style}
      data-dragging={isDragging || undefined}
    >
      <tr className={classes.row}>
        <td className={classes.cell} data-kind="tool">
          <button
            type="button"
            ref={setActivatorNodeRef}
            {...listeners}
            id={cellId(at, 'handle')}
            data-column="handle"
            tabIndex={active === 'handle' ? 0 : -1}
            className={`${classes.tool} ${classes.handle}`}
            aria-label={words.drag(row.it.name ?? '')}
            aria-describedby={attributes['aria-describedby']}
          >
            <Icon name="grip" size={16} />
          </button>
        </td>
        <RowCells {...props} />
      </tr>
      {shown.length > 0 && (
        <tr className={classes.block}>
          <td colSpan={width} className={classes.problems}>
            {shown.map(({ path, place, sentence, where }) => (
              <div key={`${path} ${sentence}`}>
                {place.column ? sentence : `${where.replace(/^[^,]*, /, '')}: ${sentence}`}
              </div>
            ))}
          </td>
        </tr>
      )}
      {isOpen && edit && (
        <tr className={classes.block}>
          <td colSpan={width} className={classes.details} id={`details-${row.key}`}>
            <RowDetails it={row.it} at={at} edit={edit} names={names} groups={groups} />
          </td>
        </tr>
      )}
    </tbody>
  )
}, areSameRows)
