import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { UsageSpecification } from '../../shared/usageSpecification'
import { ErrorPanel } from '../parts/ErrorPanel'
import { formatNumber } from '../parts/format'
import { useOnce } from '../parts/useOnce'
import { deleteSpecification, usageCount } from '../queries'
import { usagesOf } from './usagesOf'

interface Props {
  it: UsageSpecification
  isOpen: boolean
  onClose: () => void
  onDeleted: () => void
}

/** Asks before a specification goes, and says what else it touches. */
export function DeleteDialog({ it, isOpen, onClose, onDeleted }: Props) {
  const { data: count, error: countError } = useQuery({ ...usageCount(usagesOf(it.id)), enabled: isOpen })
  const { mutate, error, isPending } = useMutation(deleteSpecification)
  const once = useOnce()
  // Forced only past usages that were shown: those that came meanwhile are told of first.
  const send = () => once((mayAgain) => mutate({ id: it.id, isForced: Boolean(count) }, { onSuccess: onDeleted, onError: mayAgain }))
  return (
    <Modal opened={isOpen} onClose={onClose} title="Delete this specification?" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack gap="md">
        <Text style={{ overflowWrap: 'anywhere' }}>
          <b>{it.name}</b> {it.version && `${it.version} `}will be gone for good.
        </Text>
        <Text role="status">{countError ? 'How many usages refer to it is unknown at the moment.' : sayCount(count)}</Text>
        {error && <ErrorPanel error={error} />}
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onClose}>
            Keep it
          </Button>
          <Button color="red.9" loading={isPending} onClick={send}>
            Delete
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function sayCount(count: number | undefined): string {
  if (count === undefined) return 'Counting the usages that refer to it…'
  if (count === 0) return 'No usage refers to it.'
  return count === 1 ? '1 usage refers to it. It stays, and goes on naming it.' : `${formatNumber(count)} usages refer to it. They stay, and go on naming it.`
}
