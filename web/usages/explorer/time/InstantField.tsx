import '@mantine/dates/styles.css'
import { DateInput } from '@mantine/dates'
import { useState } from 'react'
import { explorer } from '../../../messages/explorer'
import { fromCalendar, readCalendar, toCalendar } from '../../../time/calendar'
import type { Zone } from '../../../time/zone'

/** What stands in the field, in milliseconds; undefined where nothing does. */
export type Entered = number | 'unreadable' | undefined

interface Props {
  label: string
  at: Entered
  zone: Zone
  onChange(at: Entered): void
}

/** An instant, typed, or its day picked. Its code comes when it is first shown. */
export function InstantField({ label, at, zone, onChange }: Props) {
  const [isTyping, setTyping] = useState(false)
  const type = (text: string) => {
    setTyping(true)
    if (text.trim() !== '' && readCalendar(text) === null) onChange('unreadable')
  }
  return (
    <DateInput
      label={explorer.time.inZone(label, zone)}
      size="sm"
      withTime
      clearable
      hideOutsideDates
      weekendDays={[]}
      valueFormat="YYYY-MM-DD HH:mm:ss"
      placeholder={explorer.time.open}
      dateParser={readCalendar}
      value={typeof at === 'number' ? toCalendar(at, zone) : null}
      error={at === 'unreadable' && !isTyping && explorer.time.unreadable}
      // What was typed stays, to be mended.
      fixOnBlur={false}
      onInput={(event) => type(event.currentTarget.value)}
      onBlur={() => setTyping(false)}
      onChange={(text) => onChange(fromCalendar(text, zone))}
      previousLabel={explorer.time.previous}
      nextLabel={explorer.time.next}
      popoverProps={{ withinPortal: false, position: 'left-start' }}
      clearButtonProps={{ 'aria-label': explorer.time.clear(label) }}
    />
  )
}
