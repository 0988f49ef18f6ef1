import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { deleteUsage } from '../../api/usageQueries'
import { common } from '../../messages/common'
import { usage as messages } from '../../messages/usage'
import { ErrorPanel } from '../../ui/feedback/ErrorPanel'
import { toast } from '../../ui/feedback/toast'
import { useOnce } from '../../ui/input/useOnce'

interface Props {
  id: string
  isOpen: boolean
  onClose: () => void
  onDeleted: () => void
}

const words = messages.remove

/** Deletes a usage after confirmation. */
export function DeleteDialog({ id, isOpen, onClose, onDeleted }: Props) {
  const [reason, setReason] = useState('')
  const { mutate, isPending, error, reset } = useMutation(deleteUsage)
  const once = useOnce()
  const close = () => {
    reset()
    onClose()
  }
  const confirm = () =>
    once((mayAgain) =>
      mutate(
        { id, reason: reason.trim() },
        {
          onSuccess: () => {
            toast.success(words.done)
            onDeleted()
          },
          onError: mayAgain,
        },
      ),
    )
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={words.title}
      centered
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <Stack>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {words.text(id)}
        </Text>
        <TextInput
          label={words.reason}
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {error && <ErrorPanel error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close} data-autofocus>
            {words.keep}
          </Button>
          <Button color="red.9" loading={isPending} onClick={confirm}>
            {messages.delete}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
