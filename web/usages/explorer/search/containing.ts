/** A regular expression for what has a text somewhere in it, in whatever case. */
export const containing = (text: string): string => `(?i)${text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')}`

/** The text that such an expression looks for; undefined for any other. */
export function contained(expression: string): string | undefined {
  const text = expression.replace(/\\(.)/g, '$1').slice('(?i)'.length)
  return containing(text) === expression ? text : undefined
}
