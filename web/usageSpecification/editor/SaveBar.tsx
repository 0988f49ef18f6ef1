import { ActionIcon, Button, Group, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { UsageSpecificationCreate } from '../../../shared/usageSpecification'
import { editor } from '../../messages/editor'
import { Icon } from '../../parts/Icon'
import { type Shortcut, useShortcuts } from '../../parts/keys'
import classes from './Editor.module.css'
import { ReviewDialog } from './ReviewDialog'

interface Props {
  isNew: boolean
  isChanged: boolean
  isPending: boolean
  problems: number
  before: UsageSpecificationCreate
  after: UsageSpecificationCreate
  reason: string
  onReason: (reason: string) => void
  canUndo: boolean
  canRedo: boolean
  onUndo: () => void
  onRedo: () => void
  onProblems: () => void
}

const words = editor.bar

/** Always in sight: whether there is something to save, whether it can be, and the way back. */
export function SaveBar({ isNew, isChanged, isPending, problems, before, after, reason, onReason, canUndo, canRedo, onUndo, onRedo, onProblems }: Props) {
  const [isReviewing, review] = useDisclosure(false)
  const shortcuts: Shortcut[] = [
    { keys: '$mod+z', says: words.undo, group: words.keys, run: onUndo },
    { keys: '$mod+Shift+z', says: words.redo, group: words.keys, run: onRedo },
  ]
  useShortcuts(shortcuts)
  return (
    <Group className={classes.bar} gap="sm" role="region" aria-label={words.label}>
      <Group gap={4}>
        <ActionIcon variant="default" size="lg" aria-label={words.undo} title={words.undo} disabled={!canUndo} onClick={onUndo}>
          <Icon name="undo" />
        </ActionIcon>
        <ActionIcon variant="default" size="lg" aria-label={words.redo} title={words.redo} disabled={!canRedo} onClick={onRedo}>
          <Icon name="redo" />
        </ActionIcon>
      </Group>
      {problems > 0 && (isChanged || !isNew) ? (
        <Button variant="subtle" size="sm" c="var(--mantine-color-error)" leftSection={<Icon name="warning" size={16} />} onClick={onProblems}>
          {words.problems(problems)}
        </Button>
      ) : (
        <Text size="sm" c="dimmed">
          {isChanged ? words.changed : words.unchanged}
        </Text>
      )}
      <Group gap="sm" ms="auto">
        {!isNew && (
          <>
            <TextInput
              size="sm"
              w={{ base: '100%', xs: 260 }}
              aria-label={words.reason}
              placeholder={words.reason}
              maxLength={200}
              value={reason}
              onChange={(event) => onReason(event.currentTarget.value)}
            />
            <Button variant="default" disabled={!isChanged} onClick={review.open}>
              {words.review}
            </Button>
          </>
        )}
        <Button type="submit" disabled={isPending || (!isNew && !isChanged)}>
          {isPending ? words.sending : isNew ? words.create : words.save}
        </Button>
      </Group>
      {isReviewing && <ReviewDialog before={before} after={after} onClose={review.close} />}
    </Group>
  )
}
