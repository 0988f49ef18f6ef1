import { useVirtualizer } from '@tanstack/react-virtual'
import { type Ref, useImperativeHandle, useLayoutEffect, useMemo } from 'react'
import type { PageStart } from '../../../api/explorerQueries'
import type { Column } from './columns'
import { GridRow } from './GridRow'
import classes from './UsageGrid.module.css'
import { useAround } from './usePages'
import type { Selection } from './useSelection'

export interface Rows {
  /** Scrolls a row into view. */
  show(index: number): void
}

interface Props {
  ref: Ref<Rows>
  /** The scrolling element. */
  frame: HTMLElement
  query: string
  count: number
  /** The start of each page. */
  starts: PageStart[]
  columns: Column[]
  height: number
  current: number
  chosen: Selection['chosen']
  open: string | undefined
  isStale: boolean
}

const headHeight = 34

/** The visible rows and a few around them. Scrolling renders only this component. */
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
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows are measured again when their height changes
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
