import { Group, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { edit } from '../messages/edit'
import classes from './SaveBar.module.css'

interface Props {
  tools?: ReactNode
  /** Says if there are changes, and if problems block saving. */
  status: ReactNode
  /** Undefined: no reason is asked for. */
  reason: { value: string; onChange: (reason: string) => void } | undefined
  /** The buttons that save. */
  children: ReactNode
}

const longestReason = 200
/** The element id of the field for the reason. */
export const reasonId = 'edit-reason'

/** The bar at the bottom of an edit form, always in sight. */
export function SaveBar({ tools, status, reason, children }: Props) {
  return (
    <Group component="section" className={classes.bar} gap="sm" aria-label={edit.bar}>
      {tools}
      {status}
      <Group gap="sm" ms="auto">
        {reason && (
          <TextInput
            id={reasonId}
            size="sm"
            w={{ base: '100%', xs: 260 }}
            aria-label={edit.reason}
            placeholder={edit.reason}
            maxLength={longestReason}
            value={reason.value}
            onChange={(event) => reason.onChange(event.currentTarget.value)}
          />
        )}
        {children}
      </Group>
    </Group>
  )
}
