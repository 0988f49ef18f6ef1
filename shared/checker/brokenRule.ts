import { limits } from '../limits'

/** A rule of the specification that a usage breaks. */
export interface BrokenRule {
  code: BrokenRuleCode
  /** The name of the characteristic; absent when the rule concerns the whole usage. */
  characteristic?: string
  /** The path of the rule in the specification, such as `specCharacteristic[duration].valueType`. */
  rule: string
  /** The value that was sent, truncated when long; absent when none was sent. */
  value?: unknown
  /** For people: `duration must be an integer from 0 to 14400, got "abc"`. */
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

/** A check stops at this many, because broken rules are stored with the usage. */
export const maxBrokenRules = limits.brokenRules

const maxStoredLength = 200
const maxQuotedLength = 60

/** The value as stored with a broken rule. */
export function truncateValue(value: unknown): unknown {
  if (typeof value === 'string') return truncate(value, maxStoredLength)
  if (typeof value !== 'object' || value === null) return value
  const text = JSON.stringify(value)
  return text.length > maxStoredLength ? truncate(text, maxStoredLength) : value
}

/** The value as quoted in a message. */
export const quoteValue = (value: unknown): string =>
  truncate(
    typeof value === 'string' ? `"${value.slice(0, maxQuotedLength + 1)}"` : (JSON.stringify(value) ?? 'nothing'),
    maxQuotedLength,
  )

/** Truncates text; half a surrogate pair at the cut is replaced, so that the result is valid Unicode. */
export const truncate = (text: string, length: number): string =>
  (text.length > length ? `${text.slice(0, length)}…` : text).toWellFormed()

/** A broken rule as written in a query: its code and, if it concerns one, the characteristic: `missing:duration`. */
export const ruleText = (code: string, characteristic?: string): string =>
  characteristic ? `${code}:${characteristic}` : code
