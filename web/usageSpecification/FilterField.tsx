import { Autocomplete, CloseButton } from '@mantine/core'
import { useState } from 'react'

interface Props {
  label: string
  placeholder: string
  value: string | undefined
  suggestions: string[]
  onApply: (value: string | undefined) => void
}

/** A filter by the whole value. It applies on Enter, on choosing and on leaving the field. Give it its value as `key`. */
export function FilterField({ label, placeholder, value, suggestions, onApply }: Props) {
  const [text, setText] = useState(value ?? '')
  const apply = (to: string) => to.trim() !== (value ?? '') && onApply(to.trim() || undefined)
  return (
    <Autocomplete
      label={label}
      placeholder={placeholder}
      data={suggestions}
      limit={20}
      value={text}
      onChange={setText}
      onOptionSubmit={apply}
      onBlur={() => apply(text)}
      onKeyDown={(event) => event.key === 'Enter' && apply(text)}
      rightSection={value && <CloseButton size="sm" aria-label={`Clear ${label}`} onClick={() => onApply(undefined)} />}
      rightSectionPointerEvents={value ? 'all' : 'none'}
    />
  )
}
