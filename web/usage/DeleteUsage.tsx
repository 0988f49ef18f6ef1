import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ErrorPanel } from '../parts/ErrorPanel'
import { Icon } from '../parts/Icon'
import { useOnce } from '../parts/useOnce'
import { deleteUsage } from '../queries'

/** Deletes a usage once it is confirmed, and goes to the list. */
export function DeleteUsage({ id }: { id: string }) {
  const [isAsking, { open, close }] = useDisclosure(false)
  const navigate = useNavigate()
  const { mutate, isPending, error, reset } = useMutation(deleteUsage)
  const once = useOnce()
  const confirm = () => once((mayAgain) => mutate(id, { onSuccess: () => navigate({ to: '/usages' }), onError: mayAgain }))
  return (
    <>
      <Button
        variant="default"
        size="xs"
        c="var(--mantine-color-error)"
        leftSection={<Icon name="trash" size={16} />}
        onClick={() => {
          reset()
          open()
        }}
      >
        Delete
      </Button>
      <Modal opened={isAsking} onClose={close} title="Delete this usage?" centered closeButtonProps={{ 'aria-label': 'Close' }}>
        <Stack>
          <Text size="sm">Usage {id} is removed for good. This cannot be undone.</Text>
          {error && <ErrorPanel error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close} data-autofocus>
              Keep it
            </Button>
            <Button color="red.9" loading={isPending} onClick={confirm}>
              Delete
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
