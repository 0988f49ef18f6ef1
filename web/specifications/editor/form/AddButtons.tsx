import { Button, Group } from '@mantine/core'
import { memo } from 'react'
import { editor } from '../../../messages/editor'
import { Icon } from '../../../ui/layout/Icon'
import { addId } from '../grid/useGrid'

/** The open import dialog, and the text that was already pasted. */
export interface Adding {
  by: 'templates' | 'sample' | 'table'
  text?: string
}

const words = editor.characteristics

interface Props {
  onAdd: () => void
  onChoose: (adding: Adding) => void
  /** Undefined while there is nothing to copy. */
  onCopy: (() => void) | undefined
}

/** Buttons that add characteristics, import them, or copy them. */
export const AddButtons = memo(function AddButtons({ onAdd, onChoose, onCopy }: Props) {
  return (
    <Group gap="xs">
      <Button id={addId} size="xs" leftSection={<Icon name="plus" size={15} />} onClick={() => onAdd()}>
        {words.add}
      </Button>
      <Button
        variant="default"
        size="xs"
        leftSection={<Icon name="list" size={15} />}
        onClick={() => onChoose({ by: 'templates' })}
      >
        {words.templates}
      </Button>
      <Button
        variant="default"
        size="xs"
        leftSection={<Icon name="sparkle" size={15} />}
        onClick={() => onChoose({ by: 'sample' })}
      >
        {words.sample}
      </Button>
      <Button
        variant="default"
        size="xs"
        leftSection={<Icon name="table" size={15} />}
        onClick={() => onChoose({ by: 'table' })}
      >
        {words.table}
      </Button>
      {onCopy && (
        <Button variant="subtle" size="xs" leftSection={<Icon name="copy" size={15} />} onClick={onCopy}>
          {words.copy}
        </Button>
      )}
    </Group>
  )
})
