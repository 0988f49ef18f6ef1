import { Button, Group, Modal, Text } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'

interface Props {
  isChanged: boolean
  isSending: boolean
}

/** Asks before what was written is lost. */
export function LeaveDialog({ isChanged, isSending }: Props) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isChanged && current.pathname !== next.pathname,
    enableBeforeUnload: isChanged,
    withResolver: true,
  })
  return (
    <Modal
      opened={blocker.status === 'blocked'}
      onClose={() => blocker.reset?.()}
      title={isSending ? 'It is being created' : 'Leave without creating it?'}
      closeButtonProps={{ 'aria-label': 'Stay' }}
    >
      <Text>{isSending ? 'Stay, and its page opens once it is there. Leaving does not stop it.' : 'What you have written here is lost when you leave.'}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" data-autofocus onClick={() => blocker.reset?.()}>
          Stay
        </Button>
        <Button color="red.9" onClick={() => blocker.proceed?.()}>
          Leave
        </Button>
      </Group>
    </Modal>
  )
}
