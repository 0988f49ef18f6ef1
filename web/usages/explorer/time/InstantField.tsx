import { useState } from 'react'
import { millisecondsOf } from '../../../../shared/dateTime'
import { explorer } from '../../../messages/explorer'
import type { Zone } from '../../../time/zone'
import { DateTimeInput } from '../../../ui/input/DateTimeInput'

/** The instant in the field, in milliseconds; undefined if the field is empty. */
export type Entered = number | 'unreadable' | undefined

interface Props {
  label: string
  /** The meaning of an empty field. */
  placeholder?: string
  at: Entered
  zone: Zone
  onChange(at: Entered): void
}

/** A date and time. Text that is not one stays in the field, with an error once the focus leaves. */
export function InstantField({ label, placeholder = explorer.time.example, at, zone, onChange }: Props) {
  const [text, setText] = useState('')
  const [isTyping, setTyping] = useState(false)
  return (
    <DateTimeInput
      label={explorer.time.inZone(label, zone)}
      size="sm"
      placeholder={placeholder}
      error={at === 'unreadable' && !isTyping && explorer.time.unreadable}
      zone={zone}
      value={
        at === 'unreadable' ? text : at === undefined ? '' : new Date(isTyping ? at : wholeSeconds(at)).toISOString()
      }
      onChange={(value) => {
        setText(value)
        setTyping(true)
        onChange(value.trim() === '' ? undefined : (millisecondsOf(value) ?? 'unreadable'))
      }}
      onBlur={() => setTyping(false)}
    />
  )
}

/** Cuts off the milliseconds, which the start of a relative range has. */
const wholeSeconds = (at: number): number => Math.floor(at / 1000) * 1000
