import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { isBilled } from '../../../shared/billed'
import type { Usage } from '../../../shared/usage'
import { deleteUsage } from '../../api/usageQueries'
import { common } from '../../messages/common'
import { usage as messages } from '../../messages/usage'
import { ErrorPanel } from '../../ui/feedback/ErrorPanel'
import { toast } from '../../ui/feedback/toast'
import { useOnce } from '../../ui/input/useOnce'
import { Notice } from '../../ui/layout/Notice'

interface Props {
  usage: Usage
  isOpen: boolean
  onClose: () => void
  onDeleted: () => void
}

const words = messages.remove

/** Deletes a usage after confirmation. A billed usage is deleted by force, with a reason. */
export function DeleteDialog({ usage, isOpen, onClose, onDeleted }: Props) {
  const [reason, setReason] = useState('')
  const { mutate, isPending, error, reset } = useMutation(deleteUsage)
  const once = useOnce()
  const { id } = usage
  const isForced = isBilled(usage)
  const close = () => {
    reset()
    onClose()
  }
  const confirm = () =>
    once((mayAgain) =>
      mutate(
        { id, reason: reason.trim(), isForced },
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
        {isForced && <Notice title={words.billed}>{words.billedText}</Notice>}
        <TextInput
          label={words.reason}
          required={isForced}
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {error && <ErrorPanel error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close} data-autofocus>
            {words.keep}
          </Button>
          <Button color="red.9" loading={isPending} disabled={isForced && reason.trim() === ''} onClick={confirm}>
            {messages.delete}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
