import { Alert } from '@mantine/core'
import type { ReactNode } from 'react'

/** Something to know before acting. */
export function Notice({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Alert color="yellow" title={title} styles={{ title: { color: 'var(--mantine-color-text)' } }}>
      {children}
    </Alert>
  )
}
