import { TextInput } from '@mantine/core'

interface Props {
  id: string
  label: string
  value: string
  problem: string | undefined
  onChange: (text: string) => void
}

/** One end of a range. What was typed stays as it was typed, number or not. */
export function RangeEnd({ problem, onChange, ...rest }: Props) {
  return <TextInput {...rest} inputMode="numeric" autoComplete="off" error={problem} onChange={(event) => onChange(event.currentTarget.value)} />
}
