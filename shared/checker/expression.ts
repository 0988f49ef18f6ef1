import { RE2JS } from 're2js'
import type { Pattern } from './pattern'

const largestProgram = 1_000
/** What is kept of the states a text was found in. re2js would keep 8 MB for each pattern, and take twice the time to fill them. */
const bytesOfStates = 64 * 1024

/**
 * A regular expression in RE2's syntax, matched in time linear to the text; or, in words, why it cannot be used. A pattern without anchors must match the whole value, as people mean
 * `[0-9]{6}`; one that says itself where it begins or ends (`^`, `$`, `\A`, `\z`) is taken at its word, so that `^\+49` is a beginning.
 */
export function readExpression(source: string): Pattern | string {
  try {
    const pattern = RE2JS.compile(beginsWithSign.test(source) ? source : group + source, RE2JS.DOTALL)
    const size = pattern.programSize()
    if (size > largestProgram) return 'is too large: write fewer or smaller repetitions'
    const { dfa } = pattern.re2()
    dfa.stateBudget = bytesOfStates
    dfa.memBudget = bytesOfStates
    return { source, size, test: hasAnchor(source) ? (text) => pattern.test(text) : (text) => pattern.testExact(text) }
  } catch (error) {
    const lacking = lacks.find(([construct]) => construct.test(source))
    if (lacking) return `uses ${lacking[1]}, which RE2 does not have: ${lacking[2]}`
    const { message } = error as Error
    return `is not a regular expression (${message.replace('error parsing regexp: ', '').replace('`(?s)', '`').replace(`\`${group}`, '`')})`
  }
}

/** Of what begins with ^ re2js makes a second program, in time quadratic to its alternatives. A group before it keeps it from that, and changes nothing, unless it would be repeated. */
const group = '()'
const beginsWithSign = /^[*+?{]/

/** An anchor outside of classes and escapes. */
const hasAnchor = (source: string): boolean =>
  /[\^$]|\\[Az]/.test(source.replace(/\\[^Az]|\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]/g, ''))

const split = 'write two expressions, one here and one in another place, or list the values'
const lacks: [RegExp, string, string][] = [
  [/\(\?=/, 'a look-ahead, (?=…)', split],
  [/\(\?!/, 'a negative look-ahead, (?!…)', split],
  [/\(\?<=/, 'a look-behind, (?<=…)', split],
  [/\(\?<!/, 'a negative look-behind, (?<!…)', split],
  [/\(\?>/, 'an atomic group, (?>…)', 'write (?:…), as nothing is tried twice'],
  [/\(\?\(/, 'a condition, (?(…)…)', 'write alternatives, a|b'],
  [/\(\?#/, 'a comment, (?#…)', 'leave it out'],
  [/\(\?(?:R|&|\d)/, 'recursion', 'write it out'],
  [/(?:[*+?]|\{\d+(?:,\d*)?\})\+/, 'a possessive repetition, such as a++', 'write a+, as nothing is tried twice'],
  [/\\[1-9]|\\[kg][{<']/, 'a back-reference, such as \\1', 'write out what is repeated'],
  [/\\u/, '\\u', 'write \\x{00E9}'],
  [/\\Z/, '\\Z', 'write \\z or $'],
]
