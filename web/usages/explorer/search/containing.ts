/** A regular expression that matches text containing `text`, ignoring case. */
export const containing = (text: string): string => `(?i)${text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')}`

/** The text in an expression made by `containing`; undefined for any other expression. */
export function contained(expression: string): string | undefined {
  const text = expression.replace(/\\(.)/g, '$1').slice('(?i)'.length)
  return containing(text) === expression ? text : undefined
}
