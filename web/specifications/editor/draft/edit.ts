import type { UsageSpecificationCreate } from '../../../../shared/usageSpecification'
import { type Path, writePath } from '../../../json/path'
import type { DraftProblem } from './problems'

/** The part of the draft that form fields need. */
export interface Edit {
  put(path: Path, value: unknown): void
  problems: readonly DraftProblem[]
  /** Report blank mandatory fields even if the user has not visited them yet. */
  isStrict: boolean
}

/** The problem of a field, as a sentence. */
export function problemAt({ problems }: Pick<Edit, 'problems'>, path: Path): string | undefined {
  const text = writePath(path)
  return problems.find((it) => it.path === text)?.sentence
}

/** True if a path or a path within it has a problem. */
export function hasProblem({ problems }: Pick<Edit, 'problems'>, path: Path): boolean {
  const text = writePath(path)
  return problems.some(
    (it) => it.path === text || (it.path.startsWith(text) && /^[.[]/.test(it.path.slice(text.length))),
  )
}

interface PartProps {
  document: UsageSpecificationCreate
  edit: Edit
}

/** Comparison for `memo`: a section that shows only these attributes is not rendered again when others change. A change keeps the identity of the rest. */
export const isSameIn =
  (...names: (keyof UsageSpecificationCreate)[]) =>
  (before: PartProps & Record<string, unknown>, after: PartProps & Record<string, unknown>): boolean =>
    Object.keys(after).every((prop) => prop === 'document' || before[prop] === after[prop]) &&
    names.every((name) => before.document[name] === after.document[name])
