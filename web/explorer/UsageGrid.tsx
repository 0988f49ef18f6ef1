import { useQueryClient } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, type MouseEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { SortKey } from '../../shared/search'
import { explorer } from '../messages/explorer'
import { pageSize, usagePage } from '../queries/explorer'
import type { Column } from './columns'
import { GridHead } from './GridHead'
import { GridRow, rowId } from './GridRow'
import type { Density } from './state'
import classes from './UsageGrid.module.css'
import { useColumnWidths } from './useColumnWidths'
import { useGridKeys } from './useGridKeys'
import { type Loaded, useAround, useLength } from './usePages'
import type { Selection } from './useSelection'

interface Props {
  query: string
  /** Another number brings the list to its top. */
  top: number
  columns: Column[]
  density: Density
  sort: SortKey
  onSort(sort: SortKey): void
  selection: Selection
  /** The id of the usage whose details are shown. */
  open: string | undefined
  onOpen(id: string | undefined): void
  onScroll(isAtTop: boolean): void
  /** New usages come in on top, others make room for them. */
  isMoving: boolean
  isStale: boolean
  total: number | undefined
}

const heights: Record<Density, number> = { comfortable: 36, compact: 28 }
const headHeight = 34

/** The list: only the rows that are seen are there, and only the usages around them are kept. */
export function UsageGrid({ query, top, columns, density, sort, onSort, selection, open, onOpen, onScroll, isMoving, isStale, total }: Props) {
  const frame = useRef<HTMLDivElement>(null)
  const grid = useRef<HTMLTableElement>(null)
  const client = useQueryClient()
  const [current, setCurrent] = useState(-1)
  const widths = useColumnWidths(columns)
  const { count, isComplete, starts } = useLength(query)
  const height = heights[density]
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => frame.current,
    estimateSize: () => height,
    overscan: 12,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
  })
  const rows = virtualizer.getVirtualItems()
  const loaded = useAround(query, starts, rows[0]?.index ?? 0, rows.at(-1)?.index ?? 0)
  const at = useMemo(() => new Map(loaded.map(({ index, usage }) => [index, usage])), [loaded])
  const rowAt = (index: number) => at.get(index) ?? client.getQueryData(usagePage(query, starts[Math.floor(index / pageSize)] ?? '').queryKey)?.items[index % pageSize]

  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured anew when they have another height
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, height])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its top
  useEffect(() => void frame.current?.scrollTo({ top: 0 }), [query, top])

  const keys = useGridKeys({
    grid,
    current,
    count: isComplete ? count : (starts.length - 1) * pageSize,
    rowsOnPage: Math.max(1, Math.floor((frame.current?.clientHeight ?? 0) / height) - 2),
    rowAt,
    selection,
    open,
    onOpen,
    onMove: (index) => {
      setCurrent(index)
      virtualizer.scrollToIndex(index)
    },
  })

  const click = (event: MouseEvent) => {
    const target = event.target as HTMLElement
    const index = Number(target.closest<HTMLElement>('[data-index]')?.dataset.index ?? Number.NaN)
    const usage = rowAt(index)
    // A link with a modifier opens elsewhere; a text that was just marked is to be copied.
    if (!usage || (target.closest('a') && (event.metaKey || event.ctrlKey)) || (!event.shiftKey && window.getSelection()?.isCollapsed === false)) return
    setCurrent(index)
    if (event.shiftKey) selection.extend({ index, usage }, rowAt)
    else if (target.closest(`.${classes.check}`)) selection.toggle({ index, usage })
    else onOpen(usage.id)
    event.preventDefault()
  }

  return (
    <div ref={frame} className={classes.frame} data-density={density} onScroll={(event) => onScroll(event.currentTarget.scrollTop < height)}>
      <table
        ref={grid}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows are gone through and chosen
        role="grid"
        tabIndex={0}
        aria-label={explorer.list.label}
        aria-rowcount={isComplete ? count + 1 : (total ?? -1)}
        aria-colcount={columns.length + 1}
        aria-multiselectable="true"
        aria-activedescendant={current >= 0 ? rowId(current) : undefined}
        aria-busy={isStale}
        className={classes.grid}
        data-moving={isMoving || undefined}
        style={{ '--columns': widths.tracks, '--wide': `${widths.total + 40}px`, '--high': `${height}px` } as CSSProperties}
        onClick={click}
        onKeyDown={keys}
      >
        <GridHead columns={columns} widths={widths} sort={sort} onSort={onSort} selectAll={<SelectAll loaded={loaded} selection={selection} />} />
        <tbody className={classes.body} data-stale={isStale || undefined} style={{ height: virtualizer.getTotalSize() }}>
          {rows.map(({ index, start }) => {
            const usage = at.get(index)
            return (
              <GridRow
                key={usage?.id ?? index}
                index={index}
                usage={usage}
                columns={columns}
                top={start - headHeight}
                isSelected={usage !== undefined && selection.chosen.has(usage.id)}
                isCurrent={index === current}
                isOpen={usage !== undefined && usage.id === open}
              />
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** Chooses all that are loaded around here, or lets all go. */
function SelectAll({ loaded, selection }: { loaded: Loaded[]; selection: Selection }) {
  const isAll = loaded.length > 0 && loaded.every(({ usage }) => selection.chosen.has(usage.id))
  return (
    <input
      type="checkbox"
      aria-label={explorer.list.selectAll}
      checked={isAll}
      disabled={loaded.length === 0}
      onChange={() => (isAll ? selection.clear() : selection.add(loaded.map(({ usage }) => usage)))}
    />
  )
}
