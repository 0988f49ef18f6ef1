import type { Effort } from './effort'

/** What values are to look like. */
export interface Pattern {
  source: string
  test(text: string): boolean
  /** How many steps it may take for a character. */
  size: number
}

/** Whether text is as a pattern wants it; undefined when that would take too much. */
export function matches({ size, test }: Pattern, text: string, effort: Effort): boolean | undefined {
  const steps = size * (text.length + 1)
  if (steps > effort.left) return undefined
  effort.left -= steps
  return test(text)
}
