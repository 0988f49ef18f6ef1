import type { BrokenRule } from '../../../shared/checker/brokenRule'
import { onServerOnly } from '../../../shared/checker/enforcement'
import { isDateTime } from '../../../shared/dateTime'
import { billedProblems, ratingProblems } from '../../../shared/rating'
import type { RatedProductUsage, Usage } from '../../../shared/usage'
import { type Refused, standingProblems } from '../../edit/standing'
import { correction } from '../../messages/correction'
import { entryId } from '../form/field'
import { type Draft, linesOf } from './correction'

/** What is wrong with an attribute, as people write its place: `relatedParty[0].id`. */
export interface FieldProblem {
  path: string
  message: string
}

const words = correction.problems

/** What would be refused whatever the specification says. */
export function problemsOf(usage: Usage, draft: Draft): FieldProblem[] {
  const { usageDate, relatedParty = [], ratedProductUsage = [] } = draft
  const own: FieldProblem[] = [
    ...(usageDate !== undefined && !isDateTime(usageDate) ? [{ path: 'usageDate', message: words.dateTime }] : []),
    ...relatedParty.flatMap((party, at) =>
      (['id', '@referredType'] as const)
        .filter((name) => !party[name]?.trim())
        .map((name) => ({ path: `relatedParty[${at}].${name}`, message: words.blank })),
    ),
    ...ratedProductUsage.flatMap(lineProblems),
  ]
  // What is no number cannot be reckoned with.
  if (own.some(({ path }) => path.startsWith('ratedProductUsage'))) return own
  const rated = { ...draft, ratedProductUsage: linesOf(usage, draft) }
  return [...own, ...ratingProblems(rated), ...billedProblems(usage, rated)]
}

function lineProblems(line: RatedProductUsage, index: number): FieldProblem[] {
  const path = `ratedProductUsage[${index}]`
  const numbers: [string, unknown][] = [
    ['taxRate', line.taxRate],
    ['taxExcludedRatingAmount.value', line.taxExcludedRatingAmount?.value],
    ['taxIncludedRatingAmount.value', line.taxIncludedRatingAmount?.value],
  ]
  return [
    ...numbers
      .filter(([, value]) => value !== undefined && typeof value !== 'number')
      .map(([name]) => ({ path: `${path}.${name}`, message: words.number })),
    ...(line.productRef && !line.productRef.id?.trim()
      ? [{ path: `${path}.productRef.id`, message: words.blank }]
      : []),
  ]
}

/** The server's problems that still stand: those of attributes that are as they were when they were sent. */
export const standing = ({ problem, draft: sent }: Refused<Draft>, now: Draft): FieldProblem[] =>
  // A problem of a rating line may be mended at another attribute of the line, so the whole list is compared.
  standingProblems(problem.invalidAttribute, sent, now, (draft, path) => draft[path.split(/[.[]/)[0] as keyof Draft])

/** The rules that the server found broken and the form did not, as long as the characteristics are those that were sent. */
export const standingRules = (
  { problem, draft: sent }: Refused<Draft>,
  draft: Draft,
  known: readonly BrokenRule[],
): BrokenRule[] =>
  JSON.stringify(sent.usageCharacteristic) === JSON.stringify(draft.usageCharacteristic)
    ? problem.brokenRule.filter(({ message }) => !known.some((it) => it.message === message))
    : []

/** What only the server could find of the usage as it was, as long as that is as it was. */
export const stillFound = ({ validation, usageCharacteristic = [] }: Usage, draft: Draft): BrokenRule[] =>
  (validation?.brokenRule ?? []).filter(({ code, characteristic }) => {
    const [was, is] = [usageCharacteristic, draft.usageCharacteristic ?? []].map((all) =>
      JSON.stringify(all.filter(({ name }) => name === characteristic)),
    )
    return onServerOnly.includes(code) && was === is
  })

/** Where it is, in the words of the form: `Party 2, ID`. */
export function placeOf(path: string, draft: Draft): string {
  const named = characteristicAt(path, draft)
  if (named !== undefined) return words.inUsage(named)
  const [, list, index, name = ''] = /^(relatedParty|ratedProductUsage)\[(\d+)\]\.?(.*)$/.exec(path) ?? []
  const at = Number(index) + 1
  if (list === 'relatedParty') return words.inParty(at, name)
  return list === 'ratedProductUsage' ? words.inLine(at, name) : words.inUsage(path)
}

/** The id of the element where an attribute is written; undefined for what the form has no place of its own for. */
export function fieldId(path: string, draft: Draft): string | undefined {
  const named = characteristicAt(path, draft)
  if (named !== undefined) return entryId(named)
  return /^(description|usageDate|usageType|status|relatedParty|ratedProductUsage)\b/.test(path)
    ? `correct-${path.replaceAll(/\W+/g, '-')}`
    : undefined
}

/** The name of the characteristic that a path leads into. */
function characteristicAt(path: string, { usageCharacteristic = [] }: Draft): string | undefined {
  const index = /^usageCharacteristic\[(\d+)\]/.exec(path)?.[1]
  return index === undefined ? undefined : usageCharacteristic[Number(index)]?.name
}
