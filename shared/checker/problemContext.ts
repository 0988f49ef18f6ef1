import type { Effort } from './pattern'
import type { Patterns } from './patterns'

/** Passed along while a specification is checked for problems. */
export interface ProblemContext {
  patterns: Patterns
  effort: Effort
  report(path: string, message: string): void
}

export const endBeforeStart = 'must not be before startDateTime'
