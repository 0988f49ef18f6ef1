import { Autocomplete, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { InputProps } from './inputProps'
import { readText } from './readText'
import { textOf } from './valueText'

/** A text or number input; with suggestions if the specification lists values and allows others. */
export function TypedInput({ field, value, onChange, unit, ...frame }: InputProps) {
  const { text, setText } = useTyped(field.kind, value, onChange)
  const isNumber = field.kind === 'number' || field.kind === 'integer'
  const placeholder = field.defaults.length > 0 && !field.isSeveral ? textOf(field.defaults[0]) : undefined
  const shared = {
    ...frame,
    placeholder,
    value: text,
    inputMode: isNumber ? ('decimal' as const) : undefined,
    spellCheck: false,
    autoComplete: 'off',
    ...unit,
  }
  if (field.choices.length > 0 && !frame.readOnly)
    return <Autocomplete {...shared} data={[...new Set(field.choices.map(textOf))]} onChange={setText} />
  return <TextInput {...shared} onChange={(event) => setText(event.currentTarget.value)} />
}

/** Keeps the text as typed (`1.0`, `1e3`) while it means the same value. */
export function useTyped(kind: InputProps['field']['kind'], value: unknown, onChange: (value: unknown) => void) {
  const [typed, setTyped] = useState<string>()
  const isCurrent = typed !== undefined && JSON.stringify(readText(kind, typed) ?? '') === JSON.stringify(value ?? '')
  return {
    text: isCurrent ? typed : textOf(value),
    setText: (text: string) => {
      setTyped(text)
      onChange(readText(kind, text))
    },
  }
}
