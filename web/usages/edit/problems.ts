import { billedProblems } from '../../../shared/billed'
import type { BrokenRule } from '../../../shared/checker/brokenRule'
import { serverOnlyRules } from '../../../shared/checker/enforcement'
import { isDateTime } from '../../../shared/dateTime'
import { ratingProblems } from '../../../shared/rating'
import type { RatedProductUsage, Usage } from '../../../shared/usage'
import { type Refused, standingProblems } from '../../edit/standing'
import { correction } from '../../messages/correction'
import { entryId } from '../form/field'
import { type Draft, linesOf } from './correction'

/** A problem of an attribute, with its path: `relatedParty[0].id`. */
export interface FieldProblem {
  path: string
  message: string
}

const words = correction.problems

/** Problems that the server refuses for any specification. `isForced` corrects what stands on a bill. */
export function problemsOf(usage: Usage, draft: Draft, isForced = false): FieldProblem[] {
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
  // Amounts can be checked only if all of them are numbers.
  if (own.some(({ path }) => path.startsWith('ratedProductUsage'))) return own
  const rated = { ...draft, ratedProductUsage: linesOf(usage, draft) }
  return [...own, ...ratingProblems(rated), ...(isForced ? [] : billedProblems(usage, { ...usage, ...rated }))]
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

/** The server's problems that still stand: those of attributes that have not changed since they were sent. */
export const standing = ({ problem, draft: sent }: Refused<Draft>, now: Draft): FieldProblem[] =>
  // Another attribute of a rating line may correct its problem, so the whole list is compared.
  standingProblems(problem.invalidAttribute, sent, now, (draft, path) => draft[path.split(/[.[]/)[0] as keyof Draft])

/** Broken rules that only the server found, until the characteristics change. */
export const standingRules = (
  { problem, draft: sent }: Refused<Draft>,
  draft: Draft,
  known: readonly BrokenRule[],
): BrokenRule[] =>
  JSON.stringify(sent.usageCharacteristic) === JSON.stringify(draft.usageCharacteristic)
    ? problem.brokenRule.filter(({ message }) => !known.some((it) => it.message === message))
    : []

/** Stored broken rules that only the server can check, until their characteristic changes. */
export const stillFound = ({ validation, usageCharacteristic = [] }: Usage, draft: Draft): BrokenRule[] =>
  (validation?.brokenRule ?? []).filter(({ code, characteristic }) => {
    const [was, is] = [usageCharacteristic, draft.usageCharacteristic ?? []].map((all) =>
      JSON.stringify(all.filter(({ name }) => name === characteristic)),
    )
    return serverOnlyRules.includes(code) && was === is
  })

/** A path in the words of the form: `Party 2, ID`. */
export function placeOf(path: string, draft: Draft): string {
  const named = characteristicAt(path, draft)
  if (named !== undefined) return words.inUsage(named)
  const [, list, index, name = ''] = /^(relatedParty|ratedProductUsage)\[(\d+)\]\.?(.*)$/.exec(path) ?? []
  const at = Number(index) + 1
  if (list === 'relatedParty') return words.inParty(at, name)
  return list === 'ratedProductUsage' ? words.inLine(at, name) : words.inUsage(path)
}

/** The element id of an attribute's field; undefined if the form has no field for it. */
export function fieldId(path: string, draft: Draft): string | undefined {
  const named = characteristicAt(path, draft)
  if (named !== undefined) return entryId(named)
  return /^(description|usageDate|usageType|status|relatedParty|ratedProductUsage)\b/.test(path)
    ? `correct-${path.replaceAll(/\W+/g, '-')}`
    : undefined
}

/** The name of the characteristic in a path. */
function characteristicAt(path: string, { usageCharacteristic = [] }: Draft): string | undefined {
  const index = /^usageCharacteristic\[(\d+)\]/.exec(path)?.[1]
  return index === undefined ? undefined : usageCharacteristic[Number(index)]?.name
}
