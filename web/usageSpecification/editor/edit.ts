import { type Path, writePath } from './path'
import type { DraftProblem } from './problems'

/** What the fields of a form need of the draft around them. */
export interface Edit {
  put(path: Path, value: unknown): void
  problems: readonly DraftProblem[]
  /** Blank fields that must not be are said to be so even where nobody has been yet. */
  isStrict: boolean
}

/** What is wrong at a field, as a sentence. */
export function problemAt({ problems }: Pick<Edit, 'problems'>, path: Path): string | undefined {
  const text = writePath(path)
  return problems.find((it) => it.path === text)?.sentence
}

/** Whether something is wrong at a place or within it. */
export function hasProblem({ problems }: Pick<Edit, 'problems'>, path: Path): boolean {
  const text = writePath(path)
  return problems.some((it) => it.path === text || (it.path.startsWith(text) && /^[.[]/.test(it.path.slice(text.length))))
}
