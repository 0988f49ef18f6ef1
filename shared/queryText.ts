/** The text of names and values in a query string. Imports nothing. */

/**
 * A `+` that callers forgot to encode: in the offset at the end of a date-time, and before a digit at the start of a value or, in a regular
 * expression, after a backslash. Everywhere else a `+` is a space. In a query inside a parameter, the `+` was decoded to a space before.
 */
const plusOfOffset = /(T[\d:.%A]+)[+ ](?=\d\d(?::|%3A)?\d\d(?:"|%22)?$)/i
const plusOfNumber = /^((?:"|%22)?)[+ ](?=\d)|(\\|%5C)[+ ](?=\d)/gi

/** Decodes one name or value of a query string; undefined if it is not percent-encoded UTF-8. */
export function decodeText(raw: string): string | undefined {
  const repaired = raw.replace(plusOfOffset, '$1%2B').replace(plusOfNumber, '$1$2%2B').replaceAll('+', ' ')
  try {
    return decodeURIComponent(repaired)
  } catch {
    return undefined
  }
}

/** Decodes a JSONPath: a `+` is also kept at the start of text in quotes. */
export const decodePath = (raw: string): string | undefined =>
  decodeText(
    raw
      .replace(/(T\d\d[\d:.%A]*)[+ ](?=\d\d)/gi, '$1%2B')
      .replace(/((?:['"/\\]|%27|%22|%2F|%5C))[+ ](?=\d)/gi, '$1%2B'),
  )

const isQuoted = (text: string): boolean => text.length >= 2 && text.startsWith('"') && text.endsWith('"')

export const unquote = (text: string): string => (isQuoted(text) ? text.slice(1, -1) : text)

/** Text that `unquote` returns unchanged. */
export const quote = (text: string): string => (isQuoted(text) ? `"${text}"` : text)
