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
  const [draft, setDraft] = useState<string>()
  const text = draft ?? value
  const apply = (changed = text.trim()) => {
    if (changed !== value) onChange(changed || undefined)
  }
  return (
    <TextInput
      label={label}
      size="sm"
      placeholder={placeholder}
      value={text}
      onChange={(event) => setDraft(event.currentTarget.value)}
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
