import type { Effort } from './effort'
import type { Patterns } from './patterns'

/** What goes along while the problems of a specification are looked for. */
export interface Scrutiny {
  patterns: Patterns
  effort: Effort
  report(path: string, message: string): void
}

export const backwards = 'must not be before startDateTime'
