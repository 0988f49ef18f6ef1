import { type BrokenRule, quoteValue, truncateValue } from '../../shared/checker/brokenRule'
import type { CheckedUsage } from '../../shared/checker/checkedUsage'
import type { Db } from '../db/connect'
import { holdersOf } from '../store/insert'
import type { KnownSpecification } from './specifications'
import { type UniqueValue, uniqueOf } from './uniqueValues'

/**
 * Who has unique values that a usage had before, too, by the keys of their claims: it came when they were not unique yet, or when nobody knew its
 * specification. What it lacks is no fault of a change that leaves them.
 */
export async function heldByOthers(
  db: Db,
  { checker, document: { id } }: KnownSpecification,
  before: CheckedUsage,
  holds: string[],
): Promise<Map<string, string>> {
  const lacking = checker
    ? uniqueOf(checker, id, checker.complete(before)).flatMap(({ claim }) => (holds.includes(claim.key) ? [] : claim))
    : []
  const held = lacking.length > 0 ? await holdersOf(db, lacking) : []
  return new Map(held.map(({ claim, id }) => [claim.key, id]))
}

/** The rule that a usage breaks which has what another has; undefined when there is none. */
export const notUnique = ({ name, value }: UniqueValue, holder: string | undefined): BrokenRule | undefined =>
  holder === undefined
    ? undefined
    : {
        code: 'notUnique',
        characteristic: name,
        rule: `specCharacteristic[${name}].isUnique`,
        value: truncateValue(value),
        message: `${name} must be unique, and usage ${holder} has ${quoteValue(value)}, too`,
      }
