/** The operators of conditions (TMF630 part 1, 4.4), as words and as signs. Imports nothing. */

const operators = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'regex', 'like', 'isnull'] as const
export type Operator = (typeof operators)[number]

/** The words for operators after the last dot of a name, and the signs for operators between name and value. */
const words: Record<string, Operator> = {
  ...Object.fromEntries(operators.map((operator) => [operator, operator])),
  in: 'eq',
  nin: 'ne',
}
export const operatorSigns: Record<string, Operator> = {
  '==': 'eq',
  '!=': 'ne',
  '>=': 'gte',
  '<=': 'lte',
  '=~': 'regex',
  '*=': 'regex',
  '>': 'gt',
  '<': 'lt',
}

/** The sign between a name and its values, encoded or not, the longest first. URL libraries may add an `=` after it. */
export const operatorSign =
  /(?:!|%21)(?:=|%3D)=?|%3D(?:%3D|=)=?|==|%3D(?:~|%7E)=?|\*=|(?:%3E|>)(?:%3D|=)=?|(?:%3C|<)(?:%3D|=)=?|%3E|>|%3C|<|=/i

/** Splits `usageDate.gte` into the path and the operator. */
export function splitOperator(name: string): readonly [string, Operator] {
  const dot = name.lastIndexOf('.')
  const word = name.slice(dot + 1)
  return dot > 0 && Object.hasOwn(words, word) ? [name.slice(0, dot), words[word] ?? 'eq'] : [name, 'eq']
}
