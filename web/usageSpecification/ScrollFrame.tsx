import { Paper } from '@mantine/core'
import type { ReactNode } from 'react'

/** A wide table that scrolls by itself, so that the page need not; by keyboard too. */
export function ScrollFrame({ label, minWidth, children }: { label: string; minWidth: number; children: ReactNode }) {
  return (
    <Paper withBorder component="section" aria-label={label} tabIndex={0} style={{ overflowX: 'auto' }}>
      <div style={{ minWidth }}>{children}</div>
    </Paper>
  )
}
