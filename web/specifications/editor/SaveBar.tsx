import { ActionIcon, Button, Group, Text, TextInput } from '@mantine/core'
import { useRef } from 'react'
import { editor } from '../../messages/editor'
import { type Shortcut, useShortcuts } from '../../ui/keyboard/keys'
import { Icon } from '../../ui/layout/Icon'
import classes from './Editor.module.css'

interface Props {
  isNew: boolean
  isChanged: boolean
  /** Whether the draft is kept in this browser. */
  isKept: boolean
  isPending: boolean
  problems: number
  reason: string
  onReason: (reason: string) => void
  canUndo: boolean
  canRedo: boolean
  onUndo: () => void
  onRedo: () => void
  onProblems: () => void
  onReview: () => void
}

const words = editor.bar

/** Always in sight: whether there is something to save, whether it can be, and the way back. */
export function SaveBar({
  isNew,
  isChanged,
  isKept,
  isPending,
  problems,
  reason,
  onReason,
  canUndo,
  canRedo,
  onUndo,
  onRedo,
  onProblems,
  onReview,
}: Props) {
  const bar = useRef<HTMLDivElement>(null)
  const shortcuts: Shortcut[] = [
    {
      keys: '$mod+s',
      says: isNew ? words.create : words.save,
      group: words.keys,
      run: () => bar.current?.closest('form')?.requestSubmit(),
      isEverywhere: true,
    },
    { keys: '$mod+z', says: words.undo, group: words.keys, run: onUndo },
    { keys: '$mod+Shift+z', says: words.redo, group: words.keys, run: onRedo },
  ]
  useShortcuts(shortcuts)
  return (
    <Group ref={bar} className={classes.bar} gap="sm" role="region" aria-label={words.label}>
      <Group gap={4}>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={words.undo}
          title={words.undo}
          disabled={!canUndo}
          onClick={onUndo}
        >
          <Icon name="undo" />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={words.redo}
          title={words.redo}
          disabled={!canRedo}
          onClick={onRedo}
        >
          <Icon name="redo" />
        </ActionIcon>
      </Group>
      {problems > 0 && (isChanged || !isNew) ? (
        <Button
          variant="subtle"
          size="sm"
          c="var(--mantine-color-error)"
          leftSection={<Icon name="warning" size={16} />}
          onClick={onProblems}
        >
          {words.problems(problems)}
        </Button>
      ) : (
        <Text size="sm" c="dimmed">
          {isChanged ? (isKept ? words.kept : words.changed) : words.unchanged}
        </Text>
      )}
      <Group gap="sm" ms="auto">
        {!isNew && isChanged && (
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
            <Button variant="default" onClick={onReview}>
              {words.review}
            </Button>
          </>
        )}
        <Button type="submit" disabled={isPending || (!isNew && !isChanged)}>
          {isPending ? words.sending : isNew ? words.create : words.save}
        </Button>
      </Group>
    </Group>
  )
}
