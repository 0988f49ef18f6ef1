import { type CSSProperties, type PointerEvent, type ReactNode, useState } from 'react'
import { keepSetting, readSetting } from '../../api/localSettings'
import { explorerList } from '../../messages/explorerList'
import classes from './SidePanel.module.css'

const least = 340
const most = 1200
const usual = 520
const step = 24

const within = (width: number) => Math.round(Math.min(most, Math.max(least, width)))

/** A panel beside the list, resized by mouse or arrow keys. The browser keeps its width. On a small screen it covers the list. */
export function SidePanel({ children }: { children: ReactNode }) {
  const [width, setWidth] = useState(() => {
    const kept = readSetting('panel')
    return typeof kept === 'number' ? within(kept) : usual
  })
  const change = (to: number) => {
    setWidth(within(to))
    keepSetting('panel', within(to))
  }
  const drag = (event: PointerEvent) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const right = event.currentTarget.parentElement?.getBoundingClientRect().right ?? 0
    change(right - event.clientX)
  }
  return (
    <aside
      className={classes.panel}
      aria-label={explorerList.panel.label}
      style={{ '--width': `${width}px` } as CSSProperties}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be moved */}
      <div
        role="separator"
        aria-orientation="vertical"
        aria-label={explorerList.panel.width}
        aria-valuenow={width}
        aria-valuemin={least}
        aria-valuemax={most}
        tabIndex={0}
        className={classes.edge}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
        onDoubleClick={() => change(usual)}
        onKeyDown={(event) => {
          const by = { ArrowLeft: step, ArrowRight: -step }[event.key]
          if (by === undefined) return
          event.preventDefault()
          change(width + by)
        }}
      />
      <div className={classes.content}>{children}</div>
    </aside>
  )
}
