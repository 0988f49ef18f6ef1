import { readExpression } from './expression'
import type { Pattern } from './pattern'
import { sequenceOf } from './sequence'

/** The patterns of a specification with what it contains, each read once. */
export interface Patterns {
  /** Undefined when it cannot be used. */
  get(source: string): Pattern | undefined
  /** Why it cannot be used, in words; undefined when it can. */
  problemOf(source: string): string | undefined
}

const longestPattern = 1_000
/** Of all that are more than sequences: one that is made to be slow is read at 0.3 ms a character. */
const mostCharacters = 4_000

export function makePatterns(): Patterns {
  const known = new Map<string, Pattern | string>()
  let characters = 0

  function read(source: string): Pattern | string {
    if (source.length > longestPattern) return `must have at most ${longestPattern} characters; it has ${source.length}`
    const sequence = sequenceOf(source)
    if (sequence) return sequence
    characters += source.length
    if (characters > mostCharacters)
      return `is too much: patterns that are more than a row of characters and classes have at most ${mostCharacters} characters together`
    return readExpression(source)
  }

  function found(source: string): Pattern | string {
    const pattern = known.get(source) ?? read(source)
    known.set(source, pattern)
    return pattern
  }

  return {
    get(source) {
      const pattern = found(source)
      return typeof pattern === 'string' ? undefined : pattern
    },
    problemOf(source) {
      const pattern = found(source)
      return typeof pattern === 'string' ? pattern : undefined
    },
  }
}
