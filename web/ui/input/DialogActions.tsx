import { Group } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './DialogActions.module.css'

/** The buttons of a dialog. They stay visible while the dialog scrolls. `aside` is shown to their left. */
export function DialogActions({ aside, children }: { aside?: ReactNode; children: ReactNode }) {
  return (
    <Group className={classes.bar} justify="space-between" gap="sm">
      <div>{aside}</div>
      <Group gap="sm">{children}</Group>
    </Group>
  )
}
