import { Group } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './DialogActions.module.css'

/** What can be done in a dialog, in sight however long the dialog is. `aside` is said to the left of it. */
export function DialogActions({ aside, children }: { aside?: ReactNode; children: ReactNode }) {
  return (
    <Group className={classes.bar} justify="space-between" gap="sm">
      <div>{aside}</div>
      <Group gap="sm">{children}</Group>
    </Group>
  )
}
