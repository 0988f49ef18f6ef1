import { ActionIcon, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Icon } from './Icon'

interface Props {
  label: string
  placeholder?: string
  value: string | undefined
  onChange: (value: string | undefined) => void
}

/** A filter one types. It applies on Enter or when left: values match whole, so half a word would find nothing. */
export function TextFilter({ label, placeholder, value = '', onChange }: Props) {
  const [draft, setDraft] = useState<{ text: string; over: string }>()
  const text = draft?.over === value ? draft.text : value
  // What was typed over another value is done with: applied, or overtaken by Back.
  if (draft && draft.over !== value) setDraft(undefined)
  const apply = (changed = text.trim()) => {
    if (changed !== value) onChange(changed || undefined)
  }
  return (
    <TextInput
      label={label}
      size="sm"
      placeholder={placeholder}
      value={text}
      onChange={(event) => setDraft({ text: event.currentTarget.value, over: value })}
      onKeyDown={(event) => event.key === 'Enter' && apply()}
      onBlur={() => {
        apply()
        setDraft(undefined)
      }}
      rightSection={
        text && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={`Clear ${label}`}
            onClick={() => {
              setDraft(undefined)
              apply('')
            }}
          >
            <Icon name="close" size={14} />
          </ActionIcon>
        )
      }
    />
  )
}
