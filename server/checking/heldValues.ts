import { type BrokenRule, quoteValue, truncateValue } from '../../shared/checker/brokenRule'
import type { CheckedUsage } from '../../shared/checker/checkedUsage'
import type { Db } from '../db/connect'
import { usage } from '../db/schema'
import type { Held } from '../resource/admission'
import type { Scope } from '../resource/scope'
import { holdersOf } from '../store/insert'
import { visibleIds } from '../store/visible'
import type { KnownSpecification } from './specifications'
import { type ClaimedValue, uniqueOf } from './uniqueValues'

/**
 * The usages that hold unique values which this usage has without a claim, by the keys of the claims. Such a usage was stored before the values
 * were unique, or before its specification existed. A change that keeps these values does not break a new rule.
 */
export async function heldByOthers(
  db: Db,
  scope: Scope,
  { checker, document: { id } }: KnownSpecification,
  before: CheckedUsage,
  holds: string[],
): Promise<Map<string, string>> {
  const lacking = checker
    ? uniqueOf(checker, id, checker.complete(before)).flatMap(({ claim }) => (holds.includes(claim.key) ? [] : claim))
    : []
  const held = lacking.length > 0 ? await holdersOf(db, lacking) : []
  return holdersByKey(db, scope, held)
}

/** The holders of claims as messages name them, by the keys of the claims: by their ids where the scope shows them. */
export async function holdersByKey(db: Db, scope: Scope, held: Held[]): Promise<Map<string, string>> {
  const ids = held.map(({ id }) => id)
  const shown = await visibleIds(db, scope, { table: usage }, ids)
  return new Map(held.map(({ claim, id }) => [claim.key, shown.has(id) ? `usage ${id}` : 'another usage']))
}

/** The broken rule of a unique value that another usage holds; undefined without a holder. */
export const notUnique = (
  { name, value, characteristic, rule }: ClaimedValue,
  holder: string | undefined,
): BrokenRule | undefined =>
  holder === undefined
    ? undefined
    : {
        code: 'notUnique',
        ...(characteristic !== undefined && { characteristic }),
        rule,
        value: truncateValue(value),
        message: `${name} must be unique, and ${holder} already has ${quoteValue(value)}`,
      }
