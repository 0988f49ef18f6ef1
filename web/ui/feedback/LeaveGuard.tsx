import { Button, Group, Modal, Text } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { common } from '../../messages/common'

interface Props {
  isChanged: boolean
  words: { title: string; text: string; stay: string; leave: string }
  /** Replaces the button that leaves. */
  actions?: (leave: () => void) => ReactNode
}

/** Asks for confirmation before unsaved changes are lost. */
export function LeaveGuard({ isChanged, words, actions }: Props) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isChanged && current.pathname !== next.pathname,
    enableBeforeUnload: isChanged,
    withResolver: true,
  })
  const leave = () => blocker.proceed?.()
  return (
    <Modal
      opened={blocker.status === 'blocked'}
      onClose={() => blocker.reset?.()}
      title={words.title}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <Text>{words.text}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" data-autofocus onClick={() => blocker.reset?.()}>
          {words.stay}
        </Button>
        {actions ? (
          actions(leave)
        ) : (
          <Button color="red.9" onClick={leave}>
            {words.leave}
          </Button>
        )}
      </Group>
    </Modal>
  )
}
