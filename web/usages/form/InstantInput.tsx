import { TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { isDay } from '../../../shared/dateTime'
import { usageForm } from '../../messages/form'
import { useZone, zoneName } from '../../time/zone'
import { DateTimeInput } from '../../ui/input/DateTimeInput'
import type { InputProps } from './inputProps'
import { textOf } from './valueText'

/** A date and time, in the chosen time zone. An invalid value is shown as text to be corrected. */
export function InstantInput({
  field: _,
  value,
  onChange,
  unit,
  label,
  'aria-label': ariaLabel,
  leftSection,
  ...frame
}: InputProps & { leftSection?: ReactNode; disabled?: boolean }) {
  const zone = useZone()
  const inZone = (name: string) => usageForm.inZone(name, zoneName(zone))
  return (
    <DateTimeInput
      {...frame}
      {...unit}
      label={label && inZone(label)}
      aria-label={ariaLabel && inZone(ariaLabel)}
      leftSection={leftSection}
      leftSectionWidth={leftSection ? 52 : undefined}
      zone={zone}
      value={textOf(value)}
      onChange={(text) => onChange(text || undefined)}
    />
  )
}

/** A date. */
export function DayInput({ field: _, value, onChange, unit, ...frame }: InputProps) {
  const text = textOf(value)
  const isText = useIsText(text !== '' && !isDay(text))
  return (
    <TextInput
      {...frame}
      {...unit}
      type={isText ? 'text' : 'date'}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    />
  )
}

/** A field that became a text input stays one: replacing the input would lose the focus. */
function useIsText(isUnreadable: boolean): boolean {
  const [isText, setIsText] = useState(isUnreadable)
  if (isUnreadable && !isText) setIsText(true)
  return isText || isUnreadable
}
