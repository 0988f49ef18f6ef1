/** `rated, billed` as its values; one in double quotes may hold commas, and quotes after a backslash. */
export const splitValues = (text: string | undefined): string[] =>
  ((text ?? '').match(/\s*"(?:[^"\\]|\\.)*"\s*(?=,|$)|[^,]+/g) ?? []).flatMap((value) => {
    const it = value.trim()
    return /^".*"$/s.test(it) ? it.slice(1, -1).replace(/\\(["\\])/g, '$1') || [] : it || []
  })

/** A value as a filter has it, so that `splitValues` gives it back. */
export const asFilter = (value: string): string =>
  /^[\s"]|,|\s$/.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : value
