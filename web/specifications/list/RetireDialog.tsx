import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { UsageSpecification } from '../../../shared/usageSpecification'
import { saveSpecification } from '../../api/specificationQueries'
import { common } from '../../messages/common'
import { specification } from '../../messages/specification'
import { ErrorPanel } from '../../ui/feedback/ErrorPanel'
import { toast } from '../../ui/feedback/toast'

const words = specification.retire

/** Asks before a specification is retired. The toast offers undo. */
export function RetireDialog({ it, onClose }: { it: UsageSpecification; onClose: () => void }) {
  const { id, name, lifecycleStatus } = it
  const [reason, setReason] = useState('')
  const { mutate, error, isPending } = useMutation(saveSpecification(id))
  // Undo runs after the dialog has been unmounted.
  const { mutate: bringBack } = useMutation({
    ...saveSpecification(id),
    onError: (thrown) => toast.failure(words.undone, thrown),
  })
  const retire = () =>
    mutate(
      { body: { lifecycleStatus: 'Retired' }, reason },
      {
        onSuccess: () => {
          toast.success(words.done(name), () => bringBack({ body: { lifecycleStatus: lifecycleStatus ?? null } }))
          onClose()
        },
      },
    )
  return (
    <Modal opened onClose={onClose} title={words.title(name)} closeButtonProps={{ 'aria-label': common.close }}>
      <Stack>
        <Text size="sm">{words.text}</Text>
        <TextInput
          data-autofocus
          label={words.reason}
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {error && <ErrorPanel error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button loading={isPending} onClick={retire}>
            {words.confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
