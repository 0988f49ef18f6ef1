/** A rule of a specification that a usage does not keep. */
export interface BrokenRule {
  code: BrokenRuleCode
  /** Its name; left out where the rule is one of the whole usage. */
  characteristic?: string
  /** Where the specification says it, such as `specCharacteristic[duration].valueType`. */
  rule: string
  /** What was sent, shortened when it is long; left out when nothing was. */
  value?: unknown
  /** In words: `duration must be an integer from 0 to 14400, got "abc"`. */
  message: string
}

export const brokenRuleCodes = [
  'missing',
  'blank',
  'tooMany',
  'wrongType',
  'notAllowed',
  'outOfRange',
  'noMatch',
  'notCompared',
  'wrongUnit',
  'notValidAt',
  'unknownCharacteristic',
  'dependency',
  'exclusivity',
  'specificationNotValidAt',
  'notUnique',
  'specificationRetired',
] as const
export type BrokenRuleCode = (typeof brokenRuleCodes)[number]

/** A check stops at so many: what was found is kept with the usage. */
export const mostBrokenRules = 50

const longestText = 200
const longestShown = 60

/** What was sent, as it is kept with a broken rule. */
export function kept(value: unknown): unknown {
  if (typeof value === 'string') return cut(value, longestText)
  if (typeof value !== 'object' || value === null) return value
  const text = JSON.stringify(value)
  return text.length > longestText ? cut(text, longestText) : value
}

/** What was sent, as a message has it. */
export const shown = (value: unknown): string =>
  cut(
    typeof value === 'string' ? `"${value.slice(0, longestShown + 1)}"` : (JSON.stringify(value) ?? 'nothing'),
    longestShown,
  )

/** Text of a length at most, that is still text. */
export const cut = (text: string, length: number): string =>
  (text.length > length ? `${text.slice(0, length)}…` : text).toWellFormed()

/** A broken rule as a query names it, `missing:duration`: its code, and the characteristic if it is about one. */
export const ruleText = (code: string, characteristic?: string): string =>
  characteristic ? `${code}:${characteristic}` : code
