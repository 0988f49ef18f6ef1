/** Numbers that callers send as text. Imports nothing. */

/** Longer text is never read as a number, because a double cannot represent longer identifiers exactly. */
const longestNumber = 15
const number = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/

/** The same rule as a pattern for PostgreSQL's `like_regex`; `.double()` can read every match. */
export const looseNumberPattern = `^(?=.{1,${longestNumber}}$)-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?$`

/** The number that text stands for; undefined when it is not a number. */
export const looseNumber = (text: string): number | undefined => {
  if (text.length > longestNumber || !number.test(text)) return undefined
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}
