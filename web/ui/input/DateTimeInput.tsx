import { ActionIcon, TextInput, type TextInputProps } from '@mantine/core'
import { useRef, useState } from 'react'
import { isDateTime, millisecondsOf } from '../../../shared/dateTime'
import { common } from '../../messages/common'
import { readCalendar, toCalendar } from '../../time/calendar'
import { toInput, toInstant } from '../../time/instant'
import type { Zone } from '../../time/zone'
import { Icon } from '../layout/Icon'
import classes from './DateTimeInput.module.css'

interface Props extends Omit<TextInputProps, 'value' | 'onChange'> {
  /** An RFC 3339 date-time, or the text that was typed instead of one. */
  value: string
  zone: Zone
  onChange(value: string): void
}

/**
 * A date and time, typed or chosen in the browser's calendar. A text input, because `datetime-local` discards text that is not a date and so
 * leaves nothing to correct.
 */
export function DateTimeInput({ value, zone, onChange, onBlur, ...props }: Props) {
  const picker = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState<Typed>()
  const isTyping = typed !== undefined && typed.zone === zone && isSame(typed.value, value)
  const at = millisecondsOf(value)
  const type = (text: string) => {
    const read = readTyped(text, zone)
    setTyped({ text, zone, value: read })
    onChange(read)
  }
  return (
    <TextInput
      rightSection={
        !props.readOnly && (
          <>
            <input
              ref={picker}
              type="datetime-local"
              step={1}
              tabIndex={-1}
              aria-hidden="true"
              className={classes.picker}
              // Whole seconds: a fraction violates `step`, and the browser would refuse to submit the form.
              value={toInput(value, zone)?.slice(0, 19) ?? ''}
              onChange={(event) => {
                setTyped(undefined)
                onChange(readTyped(event.currentTarget.value, zone))
              }}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={common.openCalendar}
              disabled={props.disabled}
              onClick={() => picker.current?.showPicker()}
            >
              <Icon name="calendar" size={16} />
            </ActionIcon>
          </>
        )
      }
      {...props}
      autoComplete="off"
      spellCheck={false}
      value={isTyping ? typed.text : at === undefined ? value : toCalendar(at, zone)}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={(event) => {
        setTyped(undefined)
        onBlur?.(event)
      }}
    />
  )
}

/** The text stays as typed while the value is the one read from it: `2026-11-23` must not grow hours under the cursor. */
interface Typed {
  text: string
  zone: Zone
  value: string
}

function readTyped(text: string, zone: Zone): string {
  if (isDateTime(text.trim())) return text.trim()
  const read = readCalendar(text)
  return read === null ? text : (toInstant(read.replace(' ', 'T'), zone) ?? text)
}

function isSame(one: string, other: string): boolean {
  const at = millisecondsOf(one)
  return one === other || (at !== undefined && at === millisecondsOf(other))
}
