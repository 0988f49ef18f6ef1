import { Button, Group, Modal, Text } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { common } from '../messages/common'
import { edit } from '../messages/edit'

interface Props {
  isChanged: boolean
  isSending: boolean
  /** The draft in this browser, for forms that keep one. */
  kept?: { isKept: boolean; discard: () => void }
}

const words = edit.leave

/** Asks before unsaved changes are left. A draft can stay in this browser. */
export function LeaveGuard({ isChanged, isSending, kept }: Props) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isChanged && current.pathname !== next.pathname,
    enableBeforeUnload: isChanged,
    withResolver: true,
  })
  const isKept = Boolean(kept?.isKept) && !isSending
  const leave = () => blocker.proceed?.()
  const discard = () => {
    if (!isSending) kept?.discard()
    leave()
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
        {isKept ? (
          <>
            <Button variant="default" c="var(--mantine-color-error)" onClick={discard}>
              {words.discard}
            </Button>
            <Button onClick={leave}>{words.keep}</Button>
          </>
        ) : (
          <Button color="red.9" onClick={discard}>
            {words.leave}
          </Button>
        )}
      </Group>
    </Modal>
  )
}
