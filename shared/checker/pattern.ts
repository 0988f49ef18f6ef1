import { limits } from '../limits'

/** The work that may still be done, in steps of at most about 25 ns. It keeps patterns on long text and long lists of alternatives from blocking the server. */
export interface Effort {
  left: number
}

/** Limits for checking one usage and for compiling one specification. */
export const maxEffort = limits.checkEffort
export const maxCompileEffort = limits.compileEffort

/** A compiled regular expression. */
export interface Pattern {
  source: string
  test(text: string): boolean
  /** The most steps one character of text can take. */
  size: number
}

/** Whether the text matches; undefined when the remaining effort does not allow the comparison. */
export function matches({ size, test }: Pattern, text: string, effort: Effort): boolean | undefined {
  const steps = size * (text.length + 1)
  if (steps > effort.left) return undefined
  effort.left -= steps
  return test(text)
}
