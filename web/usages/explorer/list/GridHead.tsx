import type { ReactNode } from 'react'
import type { SortKey } from '../../../../shared/search'
import { explorerList } from '../../../messages/explorerList'
import { Icon } from '../../../ui/layout/Icon'
import { Resizer } from '../Resizer'
import type { Column } from './columns'
import classes from './UsageGrid.module.css'
import type { ColumnWidths } from './useColumnWidths'

interface Props {
  columns: Column[]
  sort: SortKey
  widths: ColumnWidths
  onSort(sort: SortKey): void
  selectAll: ReactNode
}

/** The column headings. Columns of times sort the list. Each column can be resized. */
export function GridHead({ columns, sort, widths, onSort, selectAll }: Props) {
  return (
    <thead className={classes.head}>
      <tr aria-rowindex={1} className={classes.headRow}>
        <th scope="col" className={classes.check}>
          {selectAll}
        </th>
        {columns.map(({ id, title, hint, isNumber, sortedBy }) => {
          const isSorted = sortedBy !== undefined && sortedBy === sort.path
          return (
            <th
              key={id}
              scope="col"
              aria-sort={isSorted ? (sort.descending ? 'descending' : 'ascending') : undefined}
              className={isNumber ? `${classes.title} ${classes.number}` : classes.title}
              title={hint || title}
            >
              {sortedBy ? (
                <button
                  type="button"
                  className={classes.sort}
                  aria-label={explorerList.columns.sortBy(title)}
                  onClick={() => onSort({ path: sortedBy, descending: isSorted ? !sort.descending : true })}
                >
                  <span className={classes.text}>{title}</span>
                  {isSorted && <Icon name={sort.descending ? 'down' : 'up'} size={14} />}
                </button>
              ) : (
                <span className={classes.text}>{title}</span>
              )}
              <Resizer
                label={explorerList.columns.widthOf(title)}
                width={widths.widthOf(id)}
                onDrag={widths.onDrag(id)}
                onWidth={(width) => widths.onWidth(id, width)}
              />
            </th>
          )
        })}
      </tr>
    </thead>
  )
}
