import { Button, Group, Text } from '@mantine/core'
import { type RefObject, useRef } from 'react'
import { SaveBar } from '../../edit/SaveBar'
import { edit } from '../../messages/edit'
import { editor } from '../../messages/editor'
import { CommandButton, CommandIcon } from '../../ui/commands/CommandButton'
import { type Command, useCommands } from '../../ui/commands/commands'
import { Icon } from '../../ui/layout/Icon'

interface Props {
  isNew: boolean
  isChanged: boolean
  /** The draft is kept in this browser. */
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

/** The save bar of the editor, with undo and redo. */
export function EditorBar(props: Props) {
  const { isNew, isChanged, isKept, isPending, problems, reason, onReason, onProblems, onReview } = props
  const bar = useRef<HTMLDivElement>(null)
  const { save, undo, redo } = commandsOf(props, bar)
  useCommands([save, undo, redo])
  return (
    <SaveBar
      tools={
        <Group gap={4} ref={bar}>
          <CommandIcon command={undo} iconSize={18} title={undo.label} />
          <CommandIcon command={redo} iconSize={18} title={redo.label} />
        </Group>
      }
      status={
        problems > 0 && (isChanged || !isNew) ? (
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
        )
      }
      reason={!isNew && isChanged ? { value: reason, onChange: onReason } : undefined}
    >
      {!isNew && isChanged && (
        <Button variant="default" onClick={onReview}>
          {words.review}
        </Button>
      )}
      <CommandButton command={save} type="submit">
        {isPending ? edit.sending : save.label}
      </CommandButton>
    </SaveBar>
  )
}

function commandsOf(
  { isNew, isChanged, isPending, canUndo, canRedo, onUndo, onRedo }: Props,
  bar: RefObject<HTMLElement | null>,
) {
  const group = words.keys
  return {
    save: {
      name: 'save',
      label: isNew ? words.create : words.save,
      keys: '$mod+s',
      group,
      isEnabled: !isPending && (isNew || isChanged),
      isEverywhere: true,
      perform: () => bar.current?.closest('form')?.requestSubmit(),
    },
    undo: {
      name: 'undo',
      label: words.undo,
      icon: 'undo',
      keys: '$mod+z',
      group,
      isEnabled: canUndo,
      perform: onUndo,
    },
    redo: {
      name: 'redo',
      label: words.redo,
      icon: 'redo',
      keys: '$mod+Shift+z',
      group,
      isEnabled: canRedo,
      perform: onRedo,
    },
  } satisfies Record<string, Command>
}
