export const isId = (text: string): boolean => /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i.test(text)

/** The id that somebody has typed or pasted, in whatever case, or with the address of a usage before it. Anything else stays as it is. */
export function idIn(typed: string): string {
  const text = typed.trim()
  const id = /^https?:\/\/\S*\/usages?\/([^/?#\s]+)\/?(?:[?#]\S*)?$/.exec(text)?.[1] ?? text
  return isId(id) ? id.toUpperCase() : text
}
