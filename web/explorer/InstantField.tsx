import '@mantine/dates/styles.css'
import { DateInput } from '@mantine/dates'
import { explorer } from '../messages/explorer'
import type { Zone } from '../parts/zone'
import { fromCalendar, readCalendar, toCalendar } from './instants'

interface Props {
  label: string
  at: number | undefined
  zone: Zone
  onChange(at: number | undefined): void
}

/** An instant, typed, or its day picked. Its code comes when it is first shown. */
export function InstantField({ label, at, zone, onChange }: Props) {
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
      value={at === undefined ? null : toCalendar(at, zone)}
      onChange={(text) => onChange(fromCalendar(text, zone))}
      previousLabel={explorer.time.previous}
      nextLabel={explorer.time.next}
      popoverProps={{ withinPortal: false, position: 'left-start' }}
      clearButtonProps={{ 'aria-label': explorer.time.clear(label) }}
    />
  )
}
