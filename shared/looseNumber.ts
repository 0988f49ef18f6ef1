/** Numbers that callers send as text. Imports nothing. */

/** Longer text is never taken for a number: identifiers of that many digits are not exact as one. */
const longestNumber = 15
const number = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/

/** The same as a pattern for `like_regex`, for text that `.double()` can then read. */
export const looseNumberPattern = `^(?=.{1,${longestNumber}}$)-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?$`

/** The number that a characteristic's value stands for: callers send numbers as such and as text. */
export const looseNumber = (text: string): number | undefined => {
  if (text.length > longestNumber || !number.test(text)) return undefined
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}
