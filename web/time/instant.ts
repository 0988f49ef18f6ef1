import { millisecondsOf } from '../../shared/dateTime'
import type { Zone } from './zone'

/** Converts an instant to the value of a `datetime-local` input, in a time zone. Undefined if the text is not an instant. */
export function toInput(instant: string, zone: Zone): string | undefined {
  const at = millisecondsOf(instant)
  if (at === undefined) return undefined
  const text = new Date(zone === 'UTC' ? at : at - offsetAt(at) * 60_000).toISOString()
  return text.replace(/(\.000)?Z$/, '')
}

/** Converts the value of a `datetime-local` input to an instant with its offset. Browsers omit seconds that are zero. */
export function toInstant(input: string, zone: Zone): string | undefined {
  if (input === '') return undefined
  const whole = input.length === 16 ? `${input}:00` : input
  if (zone === 'UTC') return `${whole}Z`
  const behind = offsetAt(new Date(whole).getTime())
  const minutes = Math.abs(behind)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${whole}${behind > 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** The minutes by which the browser's time zone is behind UTC at a time. */
const offsetAt = (at: number): number => new Date(at).getTimezoneOffset()
