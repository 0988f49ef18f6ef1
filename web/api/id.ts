export const isId = (text: string): boolean => /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i.test(text)

/** Extracts the id from typed or pasted text: an id in any case, or the address of a usage. Other text is returned trimmed. */
export function idIn(typed: string): string {
  const text = typed.trim()
  const id = /^https?:\/\/\S*\/usages?\/([^/?#\s]+)\/?(?:[?#]\S*)?$/.exec(text)?.[1] ?? text
  return isId(id) ? id.toUpperCase() : text
}
