import { useVirtualizer } from '@tanstack/react-virtual'
import { type Ref, useImperativeHandle, useLayoutEffect, useMemo } from 'react'
import type { Column } from './columns'
import { GridRow } from './GridRow'
import classes from './UsageGrid.module.css'
import { useAround } from './usePages'
import type { Selection } from './useSelection'

export interface Rows {
  /** Brings a row into sight. */
  show(index: number): void
}

interface Props {
  ref: Ref<Rows>
  /** What scrolls. */
  frame: HTMLElement
  query: string
  count: number
  /** Where the parts of the list begin. */
  starts: string[]
  columns: Column[]
  height: number
  current: number
  chosen: Selection['chosen']
  open: string | undefined
  isStale: boolean
}

const headHeight = 34

/** The rows that are in sight, and a few around them. Scrolling draws this anew and nothing else. */
export function GridBody({ ref, frame, query, count, starts, columns, height, current, chosen, open, isStale }: Props) {
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => frame,
    estimateSize: () => height,
    overscan: 8,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
  })
  const rows = virtualizer.getVirtualItems()
  const loaded = useAround(query, starts, rows[0]?.index ?? 0, rows.at(-1)?.index ?? 0)
  const at = useMemo(() => new Map(loaded.map(({ index, usage }) => [index, usage])), [loaded])
  useImperativeHandle(ref, () => ({ show: (index) => virtualizer.scrollToIndex(index) }), [virtualizer])
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured anew when they have another height
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, height])
  return (
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
            isSelected={usage !== undefined && chosen.has(usage.id)}
            isCurrent={index === current}
            isOpen={usage !== undefined && usage.id === open}
          />
        )
      })}
    </tbody>
  )
}
