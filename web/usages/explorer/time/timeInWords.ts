import { explorer } from '../../../messages/explorer'
import { formatTime } from '../../../messages/format'
import type { Zone } from '../../../time/zone'
import { lengthOf, spanOf } from './time'

const words = explorer.time

/** The time range as text, without the zone. */
export function inWords(time: string | undefined, zone: Zone): string {
  const [, count = '', unit] = lengthOf(time ?? '') === undefined ? [] : (/^(\d+)([mhd])$/.exec(time ?? '') ?? [])
  if (unit) return words.lastOf(Number(count), unit as 'm' | 'h' | 'd')
  const { from, to } = spanOf(time, 0)
  const [start, end] = [from, to].map((at) =>
    at === undefined ? undefined : formatTime(new Date(at).toISOString(), zone, true),
  )
  if (start && end) return words.span(start, end)
  return start ? words.since(start) : end ? words.before(end) : words.all
}
