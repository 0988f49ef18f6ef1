import { timeZoneOf, type Zone } from '../time/zone'

const numbers = new Intl.NumberFormat()

export const formatNumber = (value: number): string => numbers.format(value)

const clocks = { UTC: clocksOf('UTC'), local: clocksOf('local') }

/** `Nov 23, 2026, 10:14:00 UTC`, in the browser's language. Other text is returned unchanged. `isBare` omits the zone. */
export function formatTime(at: string, zone: Zone = 'UTC', isBare = false): string {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? at : clocks[zone][isBare ? 'bare' : 'whole'].format(date)
}

function clocksOf(zone: Zone) {
  const bare = {
    year: 'numeric',
    month: 'short',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZone: timeZoneOf(zone),
  } as const
  return {
    bare: new Intl.DateTimeFormat(undefined, bare),
    whole: new Intl.DateTimeFormat(undefined, { ...bare, timeZoneName: 'short' }),
  }
}

const units = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' })

/** `3 hours ago`. */
export function formatAgo(at: string, now = Date.now()): string {
  const seconds = (Date.parse(at) - now) / 1000
  if (Number.isNaN(seconds)) return ''
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1]
  return relative.format(Math.trunc(seconds / size), unit)
}

/** `0.12 EUR`, with the ISO code, because several currencies share a sign. */
export function formatMoney({ value, unit }: { value?: number; unit?: string }): string {
  if (value === undefined) return unit ?? '–'
  const amount = value.toLocaleString(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 8 })
  return unit ? `${amount} ${unit}` : amount
}
