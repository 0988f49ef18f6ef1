import { Button, Group, Text } from '@mantine/core'
import { common } from '../../messages/common'

/** A message with an undo button. */
export function UndoButton({ message, onUndo }: { message: string; onUndo: () => void }) {
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm">
      <Text size="sm">{message}</Text>
      <Button size="compact-sm" variant="light" onClick={onUndo}>
        {common.undo}
      </Button>
    </Group>
  )
}
