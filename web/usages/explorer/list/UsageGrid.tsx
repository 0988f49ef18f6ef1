import { useQueryClient } from '@tanstack/react-query'
import { type CSSProperties, type MouseEvent, useEffect, useRef, useState } from 'react'
import type { SortKey } from '../../../../shared/search'
import type { Usage } from '../../../../shared/usage'
import { type PageStart, usagePage } from '../../../api/explorerQueries'
import { explorerList } from '../../../messages/explorerList'
import type { Density } from '../state'
import type { Column } from './columns'
import { GridBody, type Rows } from './GridBody'
import { GridHead } from './GridHead'
import { rowId } from './GridRow'
import classes from './UsageGrid.module.css'
import { useColumnWidths } from './useColumnWidths'
import { useCursor } from './useCursor'
import { useGridKeys } from './useGridKeys'
import { pageWith, useLength } from './usePages'
import type { Selection } from './useSelection'

interface Props {
  query: string
  /** A new number scrolls the list to its top. */
  top: number
  columns: Column[]
  density: Density
  sort: SortKey
  onSort(sort: SortKey): void
  selection: Selection
  /** The id of the usage in the panel. */
  open: string | undefined
  onOpen(id: string | undefined): void
  onScroll(isAtTop: boolean): void
  /** The user moves through the rows. */
  onGo(): void
  /** Live mode: new usages appear at the top. */
  isMoving: boolean
  isStale: boolean
  total: number | undefined
}

const heights: Record<Density, number> = { comfortable: 36, compact: 28 }

/** The list. Only the visible rows are rendered, and only the pages around them are kept. */
export function UsageGrid({
  query,
  top,
  columns,
  density,
  sort,
  onSort,
  selection,
  open,
  onOpen,
  onScroll,
  onGo,
  isMoving,
  isStale,
  total,
}: Props) {
  const [frame, setFrame] = useState<HTMLElement | null>(null)
  const grid = useRef<HTMLTableElement>(null)
  const rows = useRef<Rows>(null)
  const client = useQueryClient()
  const widths = useColumnWidths(columns)
  const { count, read, isComplete, starts } = useLength(query)
  const height = heights[density]
  const loadedFrom = ({ start }: PageStart): Usage[] =>
    client.getQueryData(usagePage(query, start).queryKey)?.items ?? []
  const rowAt = (index: number): Usage | undefined => {
    const page = starts[pageWith(starts, index)]
    return page && loadedFrom(page)[index - page.index]
  }
  const cursor = useCursor(`${top} ${query}`, rowAt, () =>
    starts.flatMap((page) => loadedFrom(page).map((usage, at) => ({ index: page.index + at, usage }))),
  )
  const { current } = cursor
  const go = (index: number) => {
    cursor.go(index)
    onGo()
  }
  // The result is discarded: newer browsers return a promise, which React would take for a cleanup function.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new list starts at its top
  useEffect(() => void frame?.scrollTo({ top: 0 }), [query, top])

  const keys = useGridKeys({
    grid,
    current,
    count: read,
    rowsOnPage: Math.max(1, Math.floor((frame?.clientHeight ?? 0) / height) - 2),
    rowAt,
    selection,
    open,
    onOpen,
    onMove: (index) => {
      go(index)
      rows.current?.show(index)
    },
  })

  const click = (event: MouseEvent) => {
    const target = event.target as HTMLElement
    const index = Number(target.closest<HTMLElement>('[data-index]')?.dataset.index ?? Number.NaN)
    const usage = rowAt(index)
    // A click with a modifier opens a new tab. A click that ends a text selection is not meant for the row.
    if (
      !usage ||
      (target.closest('a') && (event.metaKey || event.ctrlKey)) ||
      (!event.shiftKey && window.getSelection()?.isCollapsed === false)
    )
      return
    go(index)
    if (event.shiftKey) selection.extend({ index, usage }, rowAt)
    else if (target.closest(`.${classes.check}`)) selection.toggle({ index, usage })
    else onOpen(usage.id)
    // The default action must run for checkboxes; without it they would show the old state.
    if (!(target instanceof HTMLInputElement)) event.preventDefault()
  }

  return (
    <div
      ref={setFrame}
      className={classes.frame}
      data-density={density}
      onScroll={(event) => onScroll(event.currentTarget.scrollTop < height)}
    >
      <table
        ref={grid}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the rows can be navigated and selected
        role="grid"
        tabIndex={0}
        aria-label={explorerList.list.label}
        aria-rowcount={isComplete ? count + 1 : (total ?? -1)}
        aria-colcount={columns.length + 1}
        aria-multiselectable="true"
        aria-activedescendant={current >= 0 ? rowId(current) : undefined}
        aria-busy={isStale}
        className={classes.grid}
        data-moving={isMoving || undefined}
        style={
          { '--columns': widths.tracks, '--wide': `${widths.total + 40}px`, '--high': `${height}px` } as CSSProperties
        }
        onClick={click}
        onKeyDown={keys}
      >
        <GridHead
          columns={columns}
          widths={widths}
          sort={sort}
          onSort={onSort}
          selectAll={
            <input
              type="checkbox"
              aria-label={selection.chosen.size > 0 ? explorerList.list.selectNone : explorerList.list.selectAll}
              checked={selection.chosen.size > 0}
              onChange={() =>
                selection.chosen.size > 0 ? selection.clear() : selection.add(starts.flatMap(loadedFrom))
              }
            />
          }
        />
        {frame && (
          <GridBody
            ref={rows}
            frame={frame}
            query={query}
            count={count}
            starts={starts}
            columns={columns}
            height={height}
            current={current}
            chosen={selection.chosen}
            open={open}
            isStale={isStale}
          />
        )}
      </table>
    </div>
  )
}
