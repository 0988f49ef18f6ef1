import type { InvalidAttribute } from '../errors'

/** The most repeated names that one error lists. */
const mostListed = 20

/**
 * True if JSON text may give a name twice in one object, of which parsing keeps only the last (RFC 8259, 4). Every name is followed by a colon, so
 * the text has at least as many quotes before colons as names; parsing leaves fewer attributes only if a name is repeated. A text value that
 * begins with a colon counts, too, so the answer may be true without a repetition. `value` is the parsed text.
 */
export const mayRepeatNames = (text: string, value: unknown): boolean => countBeforeColon(text) > countNames(value)

/** The number of quotes before colons. Most writers put no space between them, which is much faster to count. */
function countBeforeColon(text: string): number {
  if (/"\s+:/.test(text)) return text.match(/"\s*:/g)?.length ?? 0
  let count = 0
  for (let at = text.indexOf('":'); at >= 0; at = text.indexOf('":', at + 2)) count++
  return count
}

function countNames(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  let count = 0
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++)
      if (typeof value[index] === 'object') count += countNames(value[index])
    return count
  }
  for (const name in value) {
    const member: unknown = (value as Record<string, unknown>)[name]
    count++
    if (typeof member === 'object') count += countNames(member)
  }
  return count
}

/** An open object or array of the text. */
interface Level {
  /** The names so far; undefined for an array. */
  names: Set<string> | undefined
  /** The name of the current member, or the index of the current element. */
  current: string
  index: number
}

/** The paths of names that an object of the text gives more than once. The text must be JSON. The work is linear in its length. */
export function repeatedNames(text: string): InvalidAttribute[] {
  const found: InvalidAttribute[] = []
  const levels: Level[] = []
  let level: Level | undefined
  for (let at = 0; at < text.length && found.length < mostListed; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) {
      const end = endOfString(text, at)
      if (level?.names && isBeforeColon(text, end)) {
        const name = textOf(text.slice(at, end))
        level.current = name
        if (level.names.has(name))
          found.push({ path: pathOf(levels), message: 'is given more than once; send it once' })
        level.names.add(name)
      }
      at = end - 1
    } else if (code === openBrace || code === openBracket) {
      level = { names: code === openBrace ? new Set() : undefined, current: '', index: 0 }
      levels.push(level)
    } else if (code === closeBrace || code === closeBracket) {
      levels.pop()
      level = levels.at(-1)
    } else if (code === comma && level) level.index++
  }
  return found
}

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a]
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d]

/** The position after a string that begins at `start`. */
function endOfString(text: string, start: number): number {
  let at = start + 1
  for (let code = text.charCodeAt(at); code !== quote; code = text.charCodeAt(at)) at += code === backslash ? 2 : 1
  return at + 1
}

/** True if only white space (RFC 8259, 2) is between the position and a colon. */
function isBeforeColon(text: string, start: number): boolean {
  let at = start
  for (let code = text.charCodeAt(at); code <= 0x20; code = text.charCodeAt(at)) at++
  return text.charCodeAt(at) === colon
}

const textOf = (string: string): string => (string.includes('\\') ? JSON.parse(string) : string.slice(1, -1))

const pathOf = (levels: Level[]): string =>
  levels.reduce(
    (path, { names, current, index }) => (names ? (path ? `${path}.${current}` : current) : `${path}[${index}]`),
    '',
  )
