import { millisecondsOf } from '../../shared/dateTime'
import { toInput, toInstant } from './instant'
import type { Zone } from './zone'

/** An instant as the text of an input, in a zone: `2026-11-23 10:14:00`. */
export const toCalendar = (at: number, zone: Zone): string =>
  (toInput(new Date(at).toISOString(), zone) ?? '').replace('T', ' ')

/** The instant, in milliseconds, of a text that `readCalendar` returned. */
export const fromCalendar = (text: string | null, zone: Zone): number | undefined =>
  millisecondsOf(toInstant((text ?? '').replace(' ', 'T'), zone) ?? '')

const typed = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d(?:\.\d{1,3})?)?)?$/

/** Completes a typed date, or date and time, with the missing hours, minutes and seconds. Null if the text is neither. */
export function readCalendar(text: string): string | null {
  const [, day, time = '00:00', seconds = ':00'] = typed.exec(text.trim()) ?? []
  const read = `${day} ${time}${seconds}`
  return fromCalendar(read, 'UTC') === undefined ? null : read
}
