import { Autocomplete, Button, Group, Modal, Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { common } from '../../../messages/common'
import { editor } from '../../../messages/editor'

interface Props {
  group: string
  groups: string[]
  onChoose: (group: string) => void
  onClose: () => void
}

const words = editor.groups

/** Asks for the group of a characteristic. */
export function GroupDialog({ group, groups, onChoose, onClose }: Props) {
  const [text, setText] = useState(group)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // For React, this form is inside the form of the editor.
    event.stopPropagation()
    onChoose(text.trim())
  }
  return (
    <Modal opened onClose={onClose} title={words.title} size="sm" closeButtonProps={{ 'aria-label': common.close }}>
      <form onSubmit={submit}>
        <Stack>
          <Autocomplete
            data-autofocus
            label={words.label}
            description={words.description}
            data={groups}
            value={text}
            onChange={setText}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common.cancel}
            </Button>
            <Button type="submit">{words.apply}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
