import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { whenReleased } from '../parts/pointer'

interface Props {
  id: string
  label: string
  value: string | undefined
  problem: string | undefined
  hint: string | undefined
  placeholder: string
  onChange: (name: string) => void
}

/** A mandatory name. Nobody is told that it is blank before they had a chance to fill it in. */
export function NameField({ value = '', problem, hint, placeholder, onChange, ...rest }: Props) {
  const [visited, setVisited] = useState(false)
  const shown = problem ?? (visited || value ? hint : undefined)
  return (
    <TextInput
      {...rest}
      placeholder={shown ? undefined : placeholder}
      withAsterisk
      aria-required
      value={value}
      error={shown}
      onBlur={() => whenReleased(() => setVisited(true))}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
