/** An instant as `datetime-local` inputs have it: in UTC, as everywhere in the app, to the second. Blank when it is none. */
export function toInput(instant: string | undefined): string {
  const date = new Date(instant ?? '')
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 19)
}

/** What such an input holds as an instant of RFC 3339; nothing when it is blank. Browsers leave out seconds that are zero. */
export const toInstant = (input: string): string | undefined => (input === '' ? undefined : `${input.length === 16 ? `${input}:00` : input}Z`)
