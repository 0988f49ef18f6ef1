import { Button, Group, TextInput } from '@mantine/core'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import { maxKeyLength } from '../../../shared/vocabulary'
import { usageForm } from '../../messages/form'
import { Icon } from '../../ui/layout/Icon'
import { entryId } from './field'

const words = usageForm.add

/** Adds a characteristic that the specification does not define, and focuses it. */
export function AddCharacteristic({ taken, onAdd }: { taken: ReadonlySet<string>; onAdd: (name: string) => void }) {
  const [text, setText] = useState('')
  const name = text.trim()
  const isTaken = taken.has(name)
  const add = () => {
    if (name === '') return
    if (!isTaken) {
      flushSync(() => {
        setText('')
        onAdd(name)
      })
    }
    document.getElementById(entryId(name))?.focus()
  }
  return (
    <Group gap="xs" align="flex-start" wrap="nowrap" maw={480}>
      <TextInput
        style={{ flex: 1 }}
        label={words.label}
        description={words.description}
        placeholder={words.placeholder}
        spellCheck={false}
        maxLength={maxKeyLength}
        value={text}
        error={isTaken ? words.taken(name) : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          // Enter adds the characteristic and must not submit the form.
          event.preventDefault()
          add()
        }}
      />
      <Button variant="default" mt={44} leftSection={<Icon name="plus" size={16} />} onClick={add}>
        {words.button}
      </Button>
    </Group>
  )
}
