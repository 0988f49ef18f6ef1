import { RE2JS } from 're2js'
import { limits } from '../limits'
import { expressionCost } from './expressionCost'
import type { Pattern } from './pattern'

const maxProgramSize = limits.patternSize
/** Memory for cached matching states. re2js would keep 8 MB for each pattern and take twice the time to fill it. */
const stateBytes = 64 * 1024

/**
 * Compiles a regular expression in RE2's syntax, which is matched in time linear in the text; returns a message when it cannot be used. A pattern without anchors, such as `[0-9]{6}`,
 * must match the whole value; one with an anchor (`^`, `$`, `\A`, `\z`) is searched for, so that `^\+49` matches every value that begins with +49.
 */
export function readExpression(source: string): Pattern | string {
  if (expressionCost(source) > limits.patternCost) return tooLarge
  try {
    const pattern = RE2JS.compile(beginsWithRepetition.test(source) ? source : group + source, RE2JS.DOTALL)
    const size = pattern.programSize()
    if (size > maxProgramSize) return tooLarge
    const { dfa } = pattern.re2()
    dfa.stateBudget = stateBytes
    dfa.memBudget = stateBytes
    return { source, size, test: hasAnchor(source) ? (text) => pattern.test(text) : (text) => pattern.testExact(text) }
  } catch (error) {
    const unsupported = unsupportedConstructs.find(([construct]) => construct.test(source))
    if (unsupported) return `uses ${unsupported[1]}, which RE2 does not support: ${unsupported[2]}`
    const { message } = error as Error
    return `is not a valid regular expression (${message.replace('error parsing regexp: ', '').replace('`(?s)', '`').replace(`\`${group}`, '`')})`
  }
}

const tooLarge = 'is too large: use fewer or smaller repetitions and Unicode classes'

/** re2js compiles a pattern that begins with ^ twice, in time quadratic in its alternatives. An empty group in front prevents that; it must not stand before a repetition sign. */
const group = '()'
const beginsWithRepetition = /^[*+?{]/

/** Whether there is an anchor outside of classes and escapes. */
const hasAnchor = (source: string): boolean =>
  /[\^$]|\\[Az]/.test(source.replace(/\\[^Az]|\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]/g, ''))

const split = 'use two expressions, one for the characteristic and one for its value specification, or list the values'
const unsupportedConstructs: [RegExp, string, string][] = [
  [/\(\?=/, 'a look-ahead, (?=…)', split],
  [/\(\?!/, 'a negative look-ahead, (?!…)', split],
  [/\(\?<=/, 'a look-behind, (?<=…)', split],
  [/\(\?<!/, 'a negative look-behind, (?<!…)', split],
  [/\(\?>/, 'an atomic group, (?>…)', 'write (?:…), as RE2 never backtracks'],
  [/\(\?\(/, 'a condition, (?(…)…)', 'use alternatives, a|b'],
  [/\(\?#/, 'a comment, (?#…)', 'remove it'],
  [/\(\?(?:R|&|\d)/, 'recursion', 'write out the repetitions'],
  [/(?:[*+?]|\{\d+(?:,\d*)?\})\+/, 'a possessive repetition, such as a++', 'write a+, as RE2 never backtracks'],
  [/\\[1-9]|\\[kg][{<']/, 'a back-reference, such as \\1', 'repeat the expression itself'],
  [/\\u/, '\\u', 'write \\x{00E9}'],
  [/\\Z/, '\\Z', 'write \\z or $'],
]
