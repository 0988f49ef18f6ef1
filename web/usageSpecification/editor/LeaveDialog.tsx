import { Button, Group, Modal, Text } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { common } from '../../messages/common'
import { editor } from '../../messages/editor'

interface Props {
  isChanged: boolean
  isSending: boolean
  /** Whether the draft is kept in this browser. */
  isKept: boolean
  onDiscard: () => void
}

const words = editor.leave

/** Asks before what was written is left behind. */
export function LeaveDialog({ isChanged, isSending, isKept, onDiscard }: Props) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isChanged && current.pathname !== next.pathname,
    enableBeforeUnload: isChanged,
    withResolver: true,
  })
  const leave = (isDiscarded: boolean) => {
    if (isDiscarded) onDiscard()
    blocker.proceed?.()
  }
  return (
    <Modal
      opened={blocker.status === 'blocked'}
      onClose={() => blocker.reset?.()}
      title={isSending ? words.sending : words.title}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <Text>{isSending ? words.sendingText : isKept ? words.kept : words.lost}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" data-autofocus onClick={() => blocker.reset?.()}>
          {words.stay}
        </Button>
        {isSending || !isKept ? (
          <Button color="red.9" onClick={() => leave(!isSending)}>
            {words.leave}
          </Button>
        ) : (
          <>
            <Button variant="default" c="var(--mantine-color-error)" onClick={() => leave(true)}>
              {words.discard}
            </Button>
            <Button onClick={() => leave(false)}>{words.keep}</Button>
          </>
        )}
      </Group>
    </Modal>
  )
}
