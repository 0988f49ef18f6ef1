import { Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** A section of a page with a heading. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Title order={2} mb="sm">
        {title}
      </Title>
      {children}
    </section>
  )
}
