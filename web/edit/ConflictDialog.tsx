import { Button, Group, Modal, type ModalProps, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Revision } from '../../shared/api/revisions'
import { common } from '../messages/common'
import { edit } from '../messages/edit'
import { Time } from '../ui/layout/Time'

interface Choice {
  label: string
  help?: string
  /** The choice without loss of data. Its button has the focus. */
  isUsual?: boolean
  onChoose: () => void
}

interface Props {
  text: string
  /** The latest revision; undefined while it is loading. */
  last: Revision<unknown> | undefined
  size: ModalProps['size']
  choices: Choice[]
  onClose: () => void
  /** The changes. */
  children: ReactNode
}

const words = edit.conflict

/** Someone else has saved the document since this form read it: shows what changed and asks how to go on. */
export function ConflictDialog({ text, last, size, choices, onClose, children }: Props) {
  return (
    <Modal opened onClose={onClose} title={words.title} size={size} closeButtonProps={{ 'aria-label': common.close }}>
      <Stack>
        <Text size="sm">{text}</Text>
        {last && (
          <Text size="sm">
            {words.lastChange} <Time at={last.at} withAgo /> {last.by && words.by(last.by)}{' '}
            {last.reason && words.reason(last.reason)}
          </Text>
        )}
        {children}
        <Group justify="flex-end" align="flex-start">
          {choices.map(({ label, help, isUsual, onChoose }) => (
            <Stack key={label} gap={4} maw={240}>
              <Button variant={isUsual ? 'filled' : 'default'} data-autofocus={isUsual} onClick={onChoose}>
                {label}
              </Button>
              {help && (
                <Text size="xs" c="dimmed">
                  {help}
                </Text>
              )}
            </Stack>
          ))}
        </Group>
      </Stack>
    </Modal>
  )
}
