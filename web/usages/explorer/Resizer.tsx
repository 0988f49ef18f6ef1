import type { PointerEvent } from 'react'
import classes from './list/UsageGrid.module.css'

interface Props {
  label: string
  width: number
  onDrag(event: PointerEvent<HTMLElement>): void
  /** Undefined restores the default width. */
  onWidth(width: number | undefined): void
}

const steps: Record<string, number> = { ArrowLeft: -16, ArrowRight: 16 }

/** The right edge of a column: drag it, move it with the arrow keys, or double-click it to restore the default width. */
export function Resizer({ label, width, onDrag, onWidth }: Props) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be moved
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={Math.round(width)}
      aria-valuemin={minWidth}
      aria-valuemax={maxWidth}
      tabIndex={0}
      className={classes.edge}
      onPointerDown={onDrag}
      onDoubleClick={() => onWidth(undefined)}
      onKeyDown={(event) => {
        const step = steps[event.key]
        if (step === undefined) return
        event.preventDefault()
        event.stopPropagation()
        onWidth(width + step)
      }}
    />
  )
}

export const minWidth = 56
export const maxWidth = 900
