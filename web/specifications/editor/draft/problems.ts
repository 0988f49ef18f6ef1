import type { problemsOf } from '../../../../shared/checker/problems'
import type { Specification, SpecificationProblem } from '../../../../shared/checker/specification'
import type { UsageSpecificationCreate } from '../../../../shared/usageSpecification'
import { standingProblems } from '../../../edit/standing'
import { type Path, readPath, valueAt, withValue, writePath } from '../../../json/path'
import { attributeName } from '../../../messages/attributeNames'
import { columnNames, inWords, type Place, placeOf, sections } from './places'
import { shapeProblems } from './shape'

/** A problem of a draft, and the place in the form that shows it. */
export interface DraftProblem extends SpecificationProblem {
  place: Place
  /** For the list of all problems: `Characteristic 3 (duration), Pattern`. */
  where: string
  /** For the field: `Pattern is too large`. */
  sentence: string
}

/** The shared checker; undefined while it is loading. */
export type FindProblems = typeof problemsOf | undefined

/** All problems of a draft, in the order of the form: missing attributes and wrong types first, then those the checker finds in the rest. */
export function findProblems(
  document: UsageSpecificationCreate,
  judge: FindProblems,
  contained: readonly Specification[],
): DraftProblem[] {
  const shape = shapeProblems(document)
  const untyped = shape.filter(({ isMissing }) => !isMissing).map(({ path }) => readPath(path))
  const judged = judge?.(untyped.reduce(withoutAt, document), contained) ?? []
  // The checker must not report an attribute as missing that was removed for its wrong type.
  const isNews = ({ path }: SpecificationProblem) =>
    !untyped.some((it) => writePath(it).startsWith(path) || (isItem(it) && path.startsWith(writePath(it))))
  return placed([...shape, ...judged.filter(isNews)], document)
}

/** An item is emptied instead of removed, so that the items after it keep their index. */
const withoutAt = (document: UsageSpecificationCreate, path: Path): UsageSpecificationCreate =>
  withValue(document, path, isItem(path) ? {} : undefined)

const isItem = (path: Path): boolean => typeof path.at(-1) === 'number'

/** The server's problems that still stand: those of attributes that have not changed since they were sent. */
export const findStanding = (
  problems: SpecificationProblem[],
  sent: UsageSpecificationCreate | undefined,
  now: UsageSpecificationCreate,
): DraftProblem[] =>
  placed(
    standingProblems(problems, sent, now, (draft, path) => valueAt(draft, readPath(path))),
    now,
  )

const placed = (problems: SpecificationProblem[], document: UsageSpecificationCreate): DraftProblem[] =>
  problems
    .map(({ path, message }) => {
      const place = placeOf(path, document)
      return { path, message, place, where: inWords(path, document), sentence: `${labelOf(path, place)} ${message}` }
    })
    .sort((one, other) => rank(one.place) - rank(other.place))

/** The label of the last name of a path. */
function labelOf(path: string, { column }: Place): string {
  const names = readPath(path).filter((part) => typeof part === 'string')
  if (names.at(-1) === 'value' && column) return attributeName(column)
  return attributeName(names.at(-1) ?? '', names.at(-2))
}

const rank = ({ section, row = 0, column }: Place): number =>
  (sections.indexOf(section) * 1e6 + row) * 100 + (column ? columnNames.indexOf(column) : 99)

/** Both lists, each path once: server and checker report the same problem. */
export const joined = (found: DraftProblem[], standing: DraftProblem[]): DraftProblem[] => [
  ...found,
  ...standing.filter(({ path }) => !found.some((it) => it.path === path)),
]
