import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { UsageSpecification } from '../../../shared/usageSpecification'
import { deleteSpecification } from '../../api/specificationQueries'
import { usageCountOf } from '../../api/usageQueries'
import { common } from '../../messages/common'
import { specification } from '../../messages/specification'
import { ErrorPanel } from '../../ui/feedback/ErrorPanel'
import { useOnce } from '../../ui/input/useOnce'

interface Props {
  it: UsageSpecification
  isOpen: boolean
  onClose: () => void
  onDeleted: () => void
}

const words = specification.remove

/** Asks before a specification is deleted, and shows how many usages refer to it. */
export function DeleteDialog({ it, isOpen, onClose, onDeleted }: Props) {
  const { data: count, error: countError } = useQuery({ ...usageCountOf(it.id), enabled: isOpen })
  const { mutate, error, isPending } = useMutation(deleteSpecification)
  const once = useOnce()
  // Forced only if the user has seen that usages refer to it; otherwise the server refuses and the dialog shows the new count.
  const send = () =>
    once((mayAgain) => mutate({ id: it.id, isForced: Boolean(count) }, { onSuccess: onDeleted, onError: mayAgain }))
  return (
    <Modal opened={isOpen} onClose={onClose} title={words.title} closeButtonProps={{ 'aria-label': common.close }}>
      <Stack gap="md">
        <Text style={{ overflowWrap: 'anywhere' }}>{words.text(it.name, it.version ?? '')}</Text>
        <Text role="status">{countError ? words.unknown : sayCount(count)}</Text>
        {error && <ErrorPanel error={error} />}
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onClose}>
            {words.keep}
          </Button>
          <Button color="red.9" loading={isPending} onClick={send}>
            {words.confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

const sayCount = (count: number | undefined): string =>
  count === undefined ? words.counting : count === 0 ? words.none : words.some(count)
