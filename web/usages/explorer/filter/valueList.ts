/** Splits `rated, billed` into values. A value in double quotes may contain commas, and quotes after a backslash. */
export const splitValues = (text: string | undefined): string[] =>
  ((text ?? '').match(/\s*"(?:[^"\\]|\\.)*"\s*(?=,|$)|[^,]+/g) ?? []).flatMap((value) => {
    const it = value.trim()
    return /^".*"$/s.test(it) ? it.slice(1, -1).replace(/\\(["\\])/g, '$1') || [] : it || []
  })

/** Quotes a value if `splitValues` needs it. */
export const quoteValue = (value: string): string =>
  /^[\s"]|,|\s$/.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : value
