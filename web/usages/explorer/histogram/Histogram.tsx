import { useElementSize } from '@mantine/hooks'
import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import { usageStatuses } from '../../../../shared/vocabulary'
import { explorerList } from '../../../messages/explorerList'
import type { Zone } from '../../../time/zone'
import { BarTip, inWords } from './BarTip'
import classes from './Histogram.module.css'
import { HistogramAxis } from './HistogramAxis'
import { type Bar, barAt } from './histogramScale'
import { StatusPatterns } from './StatusPatterns'

interface Props {
  bars: Bar[]
  isEstimate: boolean
  zone: Zone
  onZoom(from: number, to: number): void
}

const height = 64

/** Usages over time, stacked by status. A drag, or Shift and the arrow keys, selects a time range; releasing the mouse, or Enter, zooms in. */
export function Histogram({ bars, isEstimate, zone, onZoom }: Props) {
  const { ref, width } = useElementSize()
  /** The first and the last selected bar; equal if the pointer only hovers. */
  const [marked, setMarked] = useState<{ from: number; to: number; isDragged: boolean }>()
  const [from, to] = [bars[0]?.from ?? 0, bars.at(-1)?.to ?? 0]
  const most = Math.max(1, ...bars.map(({ total }) => total))
  const xOf = (at: number) => ((at - from) / Math.max(1, to - from)) * width
  const under = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect()
    return barAt(bars, from + ((event.clientX - box.left) / Math.max(1, box.width)) * (to - from))
  }
  const zoom = (one: number, other: number) => {
    const [first, last] = [bars[Math.min(one, other)], bars[Math.max(one, other)]]
    setMarked(undefined)
    if (first && last) onZoom(first.from, last.to)
  }
  const current = marked && bars[marked.to]
  const press = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -bars.length, End: bars.length }[event.key]
    if (step !== undefined) {
      const next = Math.min(bars.length - 1, Math.max(0, (marked?.to ?? (step > 0 ? -1 : bars.length)) + step))
      setMarked({ from: event.shiftKey ? (marked?.from ?? next) : next, to: next, isDragged: event.shiftKey })
      event.preventDefault()
    } else if (event.key === 'Enter' && marked) zoom(marked.from, marked.to)
    else if (event.key === 'Escape' && marked) {
      setMarked(undefined)
      event.stopPropagation()
    }
  }
  const [left, right] = marked ? [Math.min(marked.from, marked.to), Math.max(marked.from, marked.to)] : []
  return (
    <div className={classes.chart} ref={ref}>
      <div
        role="slider"
        tabIndex={0}
        aria-label={explorerList.chart.label}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, bars.length - 1)}
        aria-valuenow={marked?.to ?? 0}
        aria-valuetext={current ? inWords(current, isEstimate, zone) : explorerList.chart.howTo}
        className={classes.plot}
        onKeyDown={press}
        onBlur={() => setMarked(undefined)}
        onPointerDown={(event) => {
          if (event.button !== 0) return
          const at = under(event)
          event.currentTarget.setPointerCapture(event.pointerId)
          setMarked({ from: at, to: at, isDragged: true })
        }}
        onPointerMove={(event) => {
          const at = under(event)
          setMarked((before) => (before?.isDragged ? { ...before, to: at } : { from: at, to: at, isDragged: false }))
        }}
        onPointerUp={() => marked?.isDragged && zoom(marked.from, marked.to)}
        onPointerLeave={() => setMarked((before) => (before?.isDragged ? before : undefined))}
      >
        <svg width={width} height={height} aria-hidden="true">
          <StatusPatterns />
          {bars.map((bar, at) => {
            const x = xOf(bar.from)
            const wide = Math.max(1, xOf(bar.to) - x - (width / bars.length > 4 ? 1.5 : 0))
            let top = height
            return (
              <g
                key={bar.from}
                data-marked={(left !== undefined && right !== undefined && at >= left && at <= right) || undefined}
                className={classes.bar}
              >
                <rect x={x} y={0} width={Math.max(1, xOf(bar.to) - x)} height={height} className={classes.behind} />
                {usageStatuses.map((status) => {
                  const count = bar.counts[status]
                  if (!count) return null
                  // A small count stays visible.
                  const high = Math.max(1.5, (count / most) * (height - 4))
                  top -= high
                  return (
                    <rect
                      key={status}
                      x={x}
                      y={Math.max(0, top)}
                      width={wide}
                      height={high}
                      fill={`url(#status-${status})`}
                    />
                  )
                })}
              </g>
            )
          })}
        </svg>
        {marked && current && (
          <BarTip
            bar={current}
            isEstimate={isEstimate}
            zone={zone}
            x={(xOf(current.from) + xOf(current.to)) / 2}
            width={width}
          />
        )}
      </div>
      <HistogramAxis from={from} to={to} width={width} zone={zone} xOf={xOf} />
    </div>
  )
}
