import '@mantine/dates/styles.css'
import { DateTimePicker } from '@mantine/dates'
import { explorer } from '../messages/explorer'
import type { Zone } from '../parts/zone'
import { fromCalendar, toCalendar } from './instants'

interface Props {
  label: string
  at: number | undefined
  zone: Zone
  onChange(at: number | undefined): void
}

/** An instant, typed or picked. Its code comes when it is first shown. */
export function InstantField({ label, at, zone, onChange }: Props) {
  return (
    <DateTimePicker
      label={explorer.time.inZone(label, zone)}
      size="sm"
      withSeconds
      clearable
      valueFormat="YYYY-MM-DD HH:mm:ss"
      placeholder={explorer.time.open}
      value={at === undefined ? null : toCalendar(at, zone)}
      onChange={(text) => onChange(fromCalendar(text, zone))}
      popoverProps={{ withinPortal: false }}
      clearButtonProps={{ 'aria-label': explorer.time.clear(label) }}
      timePickerProps={{ hoursInputLabel: explorer.time.hours, minutesInputLabel: explorer.time.minutes, secondsInputLabel: explorer.time.seconds }}
    />
  )
}
