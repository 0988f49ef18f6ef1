import type { Zone } from './zone'

/** An instant as a calendar has it, `2026-11-23 10:14:00`, in a zone. */
export function toCalendar(at: number, zone: Zone): string {
  const shifted = zone === 'UTC' ? at : at - new Date(at).getTimezoneOffset() * 60_000
  return new Date(shifted).toISOString().slice(0, 19).replace('T', ' ')
}

/** What a calendar has, as an instant; undefined for what is no time. */
export function fromCalendar(text: string | null, zone: Zone): number | undefined {
  const at = Date.parse(`${(text ?? '').replace(' ', 'T')}${zone === 'UTC' ? 'Z' : ''}`)
  return Number.isNaN(at) ? undefined : at
}

const typed = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?$/

/** What somebody types, as a calendar has it: a day, or with hours and minutes, or with seconds; null for anything else. */
export function readCalendar(text: string): string | null {
  const [, day, hours = '00', minutes = '00', seconds = '00'] = typed.exec(text.trim()) ?? []
  const read = `${day} ${hours}:${minutes}:${seconds}`
  return day !== undefined && fromCalendar(read, 'UTC') !== undefined ? read : null
}
