const numbers = new Intl.NumberFormat('en')

export const formatNumber = (value: number): string => numbers.format(value)

/** `2026-11-23 10:14:00 UTC`; what is no date is shown as it stands. */
export function formatTime(at: string): string {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? at : `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

const units = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

/** `3 hours ago`. */
export function formatAgo(at: string, now = Date.now()): string {
  const seconds = (Date.parse(at) - now) / 1000
  if (Number.isNaN(seconds)) return ''
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1]
  return relative.format(Math.trunc(seconds / size), unit)
}

/** `0.12 EUR`: the ISO code and not a sign, which several currencies share. */
export function formatMoney({ value, unit }: { value?: number; unit?: string }): string {
  if (value === undefined) return unit ?? '–'
  const amount = value.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 8 })
  return unit ? `${amount} ${unit}` : amount
}
