import { TextInput } from '@mantine/core'
import { toInstant, toLocal } from './moments'

interface Props {
  id: string
  label: string
  value: string | undefined
  problem: string | undefined
  onChange: (instant: string | undefined) => void
}

/** A date and time in the time of the browser. */
export function DateTimeField({ id, label, value, problem, onChange }: Props) {
  return (
    <TextInput id={id} label={label} type="datetime-local" step={1} value={toLocal(value)} error={problem} onChange={(event) => onChange(toInstant(event.currentTarget.value))} />
  )
}
