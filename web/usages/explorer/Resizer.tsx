import type { MouseEvent, TouchEvent } from 'react'
import classes from './list/UsageGrid.module.css'

interface Props {
  label: string
  width: number
  onGrab(event: MouseEvent<HTMLElement> | TouchEvent<HTMLElement>): void
  /** Undefined: as it usually is. */
  onWidth(width: number | undefined): void
}

const steps: Record<string, number> = { ArrowLeft: -16, ArrowRight: 16 }

/** The edge of a column: dragged, or moved by the arrow keys; a double click takes the change back. */
export function Resizer({ label, width, onGrab, onWidth }: Props) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={Math.round(width)}
      aria-valuemin={minWidth}
      aria-valuemax={maxWidth}
      tabIndex={0}
      className={classes.edge}
      onMouseDown={onGrab}
      onTouchStart={onGrab}
      onDoubleClick={() => onWidth(undefined)}
      onKeyDown={(event) => {
        const step = steps[event.key]
        if (step === undefined) return
        event.preventDefault()
        event.stopPropagation()
        onWidth(Math.min(maxWidth, Math.max(minWidth, width + step)))
      }}
    />
  )
}

export const minWidth = 56
export const maxWidth = 900
