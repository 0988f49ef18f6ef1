import { memo } from 'react'
import type { Usage } from '../../../../shared/usage'
import { base } from '../../../api/base'
import { explorerList } from '../../../messages/explorerList'
import { StatusBadge } from '../../../ui/layout/StatusBadge'
import type { Column } from './columns'
import classes from './UsageGrid.module.css'

interface Props {
  index: number
  /** Undefined while it loads. */
  usage: Usage | undefined
  columns: Column[]
  top: number
  isSelected: boolean
  isCurrent: boolean
  isOpen: boolean
}

export const rowId = (index: number): string => `usage-row-${index}`

/** A usage in the list. The grid handles clicks and keys. */
export const GridRow = memo(function GridRow({ index, usage, columns, top, isSelected, isCurrent, isOpen }: Props) {
  return (
    <tr
      id={rowId(index)}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      aria-busy={!usage}
      data-index={index}
      data-current={isCurrent || undefined}
      data-open={isOpen || undefined}
      className={classes.row}
      style={{ transform: `translateY(${top}px)` }}
    >
      <td className={classes.check}>
        {usage && (
          <input
            type="checkbox"
            tabIndex={-1}
            checked={isSelected}
            readOnly
            aria-label={explorerList.list.select(usage.description || usage.id)}
          />
        )}
      </td>
      {columns.map((column) => (
        <GridCell key={column.id} column={column} usage={usage} />
      ))}
    </tr>
  )
})

function GridCell({ column: { id, isNumber, textOf }, usage }: { column: Column; usage: Usage | undefined }) {
  const className = isNumber ? `${classes.cell} ${classes.number}` : classes.cell
  if (!usage) {
    return (
      <td className={className}>
        <span className={classes.coming} />
      </td>
    )
  }
  const text = textOf(usage)
  if (id === 'status') {
    return (
      <td className={className}>
        <StatusBadge status={usage.status} />
      </td>
    )
  }
  return (
    <td className={className} data-column={id} title={text}>
      {id === 'description' ? (
        // The grid is one tab stop, and Enter in it opens the row. So the link is not in the tab order.
        <a href={`${base}/usages/${usage.id}`} tabIndex={-1} data-empty={text === '' || undefined}>
          {text || explorerList.columns.noDescription}
        </a>
      ) : (
        text || '–'
      )}
    </td>
  )
}
