/** A regular expression that matches text containing `text`, ignoring case. */
export const containsPattern = (text: string): string => `(?i)${text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')}`

/** The text in an expression made by `containsPattern`; undefined for any other expression. */
export function textOfContainsPattern(expression: string): string | undefined {
  const text = expression.replace(/\\(.)/g, '$1').slice('(?i)'.length)
  return containsPattern(text) === expression ? text : undefined
}
