/** An instant as `datetime-local` inputs have it: in the time of the browser, to the second. Blank when it is none. */
export function toLocal(instant: string | undefined): string {
  const date = new Date(instant ?? '')
  if (Number.isNaN(date.getTime())) return ''
  const day = [String(date.getFullYear()).padStart(4, '0'), two(date.getMonth() + 1), two(date.getDate())].join('-')
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}

/** What such an input holds as an instant of RFC 3339; nothing when it is blank. */
export function toInstant(local: string): string | undefined {
  const date = new Date(local)
  return local === '' || Number.isNaN(date.getTime()) ? undefined : date.toISOString().replace(/\.000Z$/, 'Z')
}

const two = (number: number): string => String(number).padStart(2, '0')
