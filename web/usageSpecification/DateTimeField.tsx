import { TextInput } from '@mantine/core'
import { toInput, toInstant } from './moments'

interface Props {
  id: string
  label: string
  value: string | undefined
  problem: string | undefined
  onChange: (instant: string | undefined) => void
}

/** A date and time in UTC. */
export function DateTimeField({ id, label, value, problem, onChange }: Props) {
  return (
    <TextInput id={id} label={label} type="datetime-local" step={1} value={toInput(value)} error={problem} onChange={(event) => onChange(toInstant(event.currentTarget.value))} />
  )
}
