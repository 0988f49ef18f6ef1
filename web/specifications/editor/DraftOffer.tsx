import { Alert, Button, Group } from '@mantine/core'
import { editor } from '../../messages/editor'
import { formatAgo } from '../../messages/format'

const words = editor.offer

/** Offers to continue with a draft of an earlier visit. */
export function DraftOffer({ at, onTake, onDiscard }: { at: string; onTake: () => void; onDiscard: () => void }) {
  return (
    <Alert
      role="status"
      color="indigo"
      variant="light"
      mb="md"
      title={words.title(formatAgo(at))}
      styles={{ message: { color: 'inherit' } }}
    >
      {words.text}
      <Group gap="xs" mt="xs">
        <Button size="xs" onClick={onTake}>
          {words.take}
        </Button>
        <Button size="xs" variant="default" onClick={onDiscard}>
          {words.discard}
        </Button>
      </Group>
    </Alert>
  )
}
