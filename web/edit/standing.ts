import type { Problem } from '../api/api'

/** A draft that the server refused, and why. */
export interface Refused<Draft> {
  problem: Problem
  draft: Draft
}

/** The server's problems that still stand: those whose value (`valueAt`) has not changed since the draft was sent. */
export const standingProblems = <Found extends { path: string }, Draft>(
  problems: readonly Found[],
  sent: Draft,
  now: Draft,
  valueAt: (draft: Draft, path: string) => unknown,
): Found[] => problems.filter(({ path }) => JSON.stringify(valueAt(sent, path)) === JSON.stringify(valueAt(now, path)))
