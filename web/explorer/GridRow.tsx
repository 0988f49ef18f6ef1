import { memo } from 'react'
import type { Usage } from '../../shared/usage'
import { explorer } from '../messages/explorer'
import { StatusBadge } from '../parts/StatusBadge'
import type { Column } from './columns'
import classes from './UsageGrid.module.css'

interface Props {
  index: number
  /** Undefined while it is still to come. */
  usage: Usage | undefined
  columns: Column[]
  top: number
  isSelected: boolean
  isCurrent: boolean
  isOpen: boolean
}

export const rowId = (index: number): string => `usage-row-${index}`

/** A usage in the list. Clicks and keys are the grid's. */
export const GridRow = memo(function GridRow({ index, usage, columns, top, isSelected, isCurrent, isOpen }: Props) {
  return (
    <div
      role="row"
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
      <div role="gridcell" className={classes.check}>
        {usage && <input type="checkbox" tabIndex={-1} checked={isSelected} readOnly aria-label={explorer.list.select(usage.description || usage.id)} />}
      </div>
      {columns.map((column) => (
        <GridCell key={column.id} column={column} usage={usage} />
      ))}
    </div>
  )
})

function GridCell({ column: { id, isNumber, textOf }, usage }: { column: Column; usage: Usage | undefined }) {
  const className = isNumber ? `${classes.cell} ${classes.number}` : classes.cell
  if (!usage) {
    return (
      <div role="gridcell" className={className}>
        <span className={classes.coming} />
      </div>
    )
  }
  const text = textOf(usage)
  if (id === 'status') {
    return (
      <div role="gridcell" className={className}>
        <StatusBadge status={usage.status} />
      </div>
    )
  }
  return (
    <div role="gridcell" className={className} data-column={id} title={text}>
      {id === 'description' ? (
        // The grid has one place in the order of tabs; Enter there does what a click does here.
        <a href={`/usages/${usage.id}`} tabIndex={-1} data-empty={text === '' || undefined}>
          {text || explorer.columns.noDescription}
        </a>
      ) : (
        text || '–'
      )}
    </div>
  )
}
