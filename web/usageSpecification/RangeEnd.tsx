import { NumberInput } from '@mantine/core'
import { useState } from 'react'

interface Props {
  id: string
  label: string
  value: number | undefined
  problem: string | undefined
  onChange: (value: number | undefined) => void
}

/** One end of a range. What is typed on the way to a number, such as a minus sign, stays until it is one. */
export function RangeEnd({ value, problem, onChange, ...rest }: Props) {
  const [typed, setTyped] = useState('')
  const change = (to: string | number) => {
    const number = to === '' ? Number.NaN : Number(to)
    const isNumber = Number.isFinite(number)
    setTyped(isNumber ? '' : String(to))
    onChange(isNumber ? number : undefined)
  }
  return <NumberInput {...rest} hideControls value={value ?? typed} error={problem} onChange={change} />
}
