import { NativeSelect, Text } from '@mantine/core'
import { entry } from '../messages/entry'
import type { Field } from './field'
import type { InputProps } from './inputProps'
import type { Slot } from './slots'

/** The unit at the end of an input: to read where there is one, to choose where there are several or the usage has another. */
export function unitSection({ name, units }: Field, slot: Slot | undefined, isReadOnly: boolean, onChange: (unit: string) => void): InputProps['unit'] {
  const own = slot?.unit ?? ''
  const all = [...new Set([...units, own])].filter(Boolean)
  if (all.length === 0) return undefined
  if (all.length === 1 || !slot || isReadOnly) {
    const shown = own || all.join(' / ')
    return { rightSection: <Text size="xs">{shown}</Text>, rightSectionWidth: `${shown.length + 2}ch` }
  }
  const longest = Math.max(entry.noUnit.length, ...all.map((unit) => unit.length))
  return {
    rightSection: (
      <NativeSelect
        size="xs"
        variant="unstyled"
        aria-label={entry.unitOf(name)}
        value={own}
        data={[{ value: '', label: entry.noUnit }, ...all]}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    ),
    rightSectionWidth: `${longest + 5}ch`,
  }
}
