import { RE2JS } from 're2js'

/** Whether a value is as a pattern wants it. */
export type Pattern = (text: string) => boolean

/** Beyond these a pattern could hold the server, however it is matched. */
const longestPattern = 1_000
const largestProgram = 1_000
const longestText = 10_000

/**
 * A regular expression in RE2's syntax, matched in time linear to the text. A pattern without anchors must match the whole value, as people mean
 * `[0-9]{6}`; one that says itself where it begins or ends (`^`, `$`, `\A`, `\z`) is taken at its word, so that `^\+49` is a beginning.
 */
export function compilePattern(source: string): Pattern {
  const pattern = read(source)
  if (hasAnchor(source)) return (text) => text.length <= longestText && pattern.test(text)
  return (text) => text.length <= longestText && pattern.testExact(text)
}

const mostKept = 1_000
const known = new Map<string, RE2JS>()

/** Each source is read once: an editor judges a whole specification at every key, and most patterns are as they were. */
function read(source: string): RE2JS {
  const before = known.get(source)
  if (before) return before
  const pattern = RE2JS.compile(source, RE2JS.DOTALL)
  if (known.size >= mostKept) known.clear()
  known.set(source, pattern)
  return pattern
}

/** An anchor outside of classes and escapes. */
const hasAnchor = (source: string): boolean => /[\^$]|\\[Az]/.test(source.replace(/\\[^Az]|\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]/g, ''))

/** Why a pattern cannot be used, in words; undefined when it can. */
export function problemOfPattern(source: string): string | undefined {
  if (source.length > longestPattern) return `must have at most ${longestPattern} characters; it has ${source.length}`
  try {
    return read(source).programSize() > largestProgram ? 'is too large: write fewer or smaller repetitions' : undefined
  } catch (error) {
    const lacking = lacks.find(([construct]) => construct.test(source))
    if (lacking) return `uses ${lacking[1]}, which RE2 does not have: ${lacking[2]}`
    const { message } = error as Error
    return `is not a regular expression (${message.replace('error parsing regexp: ', '').replace('`(?s)', '`')})`
  }
}

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
