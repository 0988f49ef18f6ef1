import { canonical } from './checker/kinds'
import { externalIdentifierNames } from './externalIdentifier'
import type { RatedProductUsage, Usage } from './usage'

/** What stands on a bill: which changes of a billed usage the server refuses. Imports only types, the comparison of values and the spellings of an attribute. */

type Stored = Partial<Omit<Usage, 'id' | 'href'>>

export interface BilledProblem {
  /** The path of the attribute, such as `ratedProductUsage[0].taxRate`. */
  path: string
  message: string
}

/** The attributes of a usage that stand on its bill or identify it there, beside its external identifiers. `status` follows the life cycle, in which billed is the last status. */
const attributes = ['usageDate', 'usageType', 'usageSpecification', 'relatedParty', 'usageCharacteristic'] as const

/** The attributes of a line that stand on a bill. */
const lineAttributes = [
  'taxExcludedRatingAmount',
  'taxIncludedRatingAmount',
  'bucketValueConvertedInAmount',
  'taxRate',
  'isTaxExempt',
  'isBilled',
  'offerTariffType',
  'productRef',
  'ratingAmountType',
  'ratingDate',
  'usageRatingTag',
] as const

/** Whether a usage stands on a bill. */
export const isBilled = ({ status }: Pick<Stored, 'status'>): boolean => status === 'billed'

/**
 * The changes of a billed usage that alter what stands on its bill. Others are allowed: of the description, of other attributes that TMF635 does not
 * define, such as the number of the bill, and of `isBilled` from absent to true.
 */
export function billedProblems(before: Stored, after: Stored): BilledProblem[] {
  if (!isBilled(before)) return []
  const names = new Set<string>([...attributes, ...[before, after].flatMap(externalIdentifierNames)])
  const [was, is] = [before as Record<string, unknown>, after as Record<string, unknown>]
  return [
    ...[...names].flatMap((name) => attributeProblems(name, was[name], is[name])),
    ...linesProblems(before.ratedProductUsage, after.ratedProductUsage),
  ]
}

function attributeProblems(name: string, before: unknown, after: unknown): BilledProblem[] {
  if (isSame(before, after)) return []
  if (!Array.isArray(before) || !Array.isArray(after) || before.length !== after.length) return [stays(name)]
  return before.flatMap((element, index) => (isSame(element, after[index]) ? [] : [stays(`${name}[${index}]`)]))
}

function linesProblems(before: RatedProductUsage[] = [], after: RatedProductUsage[] = []): BilledProblem[] {
  if (before.length !== after.length) return [stays('ratedProductUsage')]
  return before.flatMap((line, index) =>
    lineAttributes.flatMap((name) => {
      const [was, is] = [line[name], after[index]?.[name]]
      if (isSame(was, is) || (name === 'isBilled' && was === undefined && is === true)) return []
      return [stays(`ratedProductUsage[${index}].${name}`)]
    }),
  )
}

const stays = (path: string): BilledProblem => ({ path, message: 'must stay as it is: the usage is billed' })

/** Objects are equal whatever the order of their names. */
const isSame = (one: unknown, other: unknown): boolean => canonical('object', one) === canonical('object', other)
