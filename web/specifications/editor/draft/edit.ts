import type { UsageSpecificationCreate } from '../../../../shared/usageSpecification'
import { type Path, writePath } from '../../../json/path'
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
  return problems.some(
    (it) => it.path === text || (it.path.startsWith(text) && /^[.[]/.test(it.path.slice(text.length))),
  )
}

interface PartProps {
  document: UsageSpecificationCreate
  edit: Edit
}

/** For a part of the form that shows some attributes: whether all it is given is the same. A change leaves what it does not touch as it was. */
export const isSameIn =
  (...names: (keyof UsageSpecificationCreate)[]) =>
  (before: PartProps & Record<string, unknown>, after: PartProps & Record<string, unknown>): boolean =>
    Object.keys(after).every((prop) => prop === 'document' || before[prop] === after[prop]) &&
    names.every((name) => before.document[name] === after.document[name])
