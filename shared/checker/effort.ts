/** How much may still be compared. Patterns on long text, and long lists of alternatives, would hold the server; a step takes some 25 ns at most. */
export interface Effort {
  left: number
}

/** What checking a usage may take, and what compiling a specification may. */
export const mostEffort = 2_000_000
export const mostEffortToCompile = 10 * mostEffort
