import { TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { isDay } from '../../../shared/dateTime'
import { usageForm } from '../../messages/form'
import { toInput, toInstant } from '../../time/instant'
import { useZone, zoneName } from '../../time/zone'
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
}: InputProps & { leftSection?: ReactNode }) {
  const zone = useZone()
  const text = textOf(value)
  const input = text === '' ? '' : toInput(text, zone)
  const isText = useIsText(input === undefined)
  const inZone = (name: string) => (isText ? name : usageForm.inZone(name, zoneName(zone)))
  const names = { label: label && inZone(label), 'aria-label': ariaLabel && inZone(ariaLabel) }
  if (isText)
    return (
      <TextInput
        {...frame}
        {...unit}
        {...names}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value || undefined)}
      />
    )
  return (
    <TextInput
      {...frame}
      {...unit}
      {...names}
      type="datetime-local"
      leftSection={leftSection}
      leftSectionWidth={leftSection ? 52 : undefined}
      step={/\.\d/.test(input ?? '') ? 0.001 : 1}
      value={input ?? ''}
      onChange={(event) => onChange(toInstant(event.currentTarget.value, zone))}
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
