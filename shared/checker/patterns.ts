import { limits } from '../limits'
import { readExpression } from './expression'
import { expressionCost } from './expressionCost'
import type { Pattern } from './pattern'
import { sequenceOf } from './sequence'

/** The patterns of a specification and its parts, each compiled once. */
export interface Patterns {
  /** Undefined when the pattern cannot be used. */
  get(source: string): Pattern | undefined
  /** The reason why the pattern cannot be used; undefined when it can. */
  problemOf(source: string): string | undefined
}

const maxPatternLength = limits.patternLength
/** The limit for all patterns that are not sequences. */
const maxCharacters = limits.specificationPatternLength

export function makePatterns(): Patterns {
  const known = new Map<string, Pattern | string>()
  let characters = 0
  let cost = 0
  let all = 0

  function read(source: string): Pattern | string {
    if (source.length > maxPatternLength)
      return `must have at most ${maxPatternLength} characters; got ${source.length}`
    all += source.length
    if (all > limits.allPatternsLength)
      return `is too long: all patterns of a specification may have ${limits.allPatternsLength} characters together. Use fewer or shorter patterns`
    const sequence = sequenceOf(source)
    if (sequence) return sequence
    characters += source.length
    if (characters > maxCharacters)
      return `is too long: all patterns of a specification, except plain sequences of characters and classes, may have ${maxCharacters} characters together. Use fewer or shorter patterns`
    cost += expressionCost(source)
    if (cost > limits.allPatternsCost)
      return 'is too large beside the other patterns of the specification: use fewer or smaller repetitions and Unicode classes'
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
