import type { Checker } from '../../shared/checker/checker'
import { limits } from '../../shared/limits'
import type { UsageSpecification } from '../../shared/usageSpecification'
import { uniqueOf } from '../checking/uniqueValues'
import type { Db, Pool } from '../db/connect'
import { usage } from '../db/schema'
import { overloaded, TmfError } from '../errors'
import type { Admitted, Claim } from '../resource/admission'
import { hrefOf } from '../resource/resource'
import { everything } from '../resource/scope'
import { batchesOf, type ClaimExchange, exchangeClaimsOfMany, keptBy } from '../store/claimExchange'
import { lockUsages, usageIdsOf } from '../store/references'
import { checkerOf, lockSpecification } from '../store/specifications'

/** The maximum number of usages, and of their unique values, that a change compares. */
const most = limits.comparedUsages
/** The number of usages read at a time. */
const batchSize = 500
/** The number of conflicting pairs in an error. */
const shownPairs = 3

const usages = { type: 'Usage', path: 'usage', table: usage }

/** A specification whose change affects which values are unique. */
export interface Changing {
  specification: UsageSpecification
  checker: Checker
  /** True if more values are unique than before, or are compared in another way. */
  isStricter: boolean
}

/** A unique value that two usages have. */
interface Pair {
  claim: Claim
  ids: [string, string]
}

/**
 * Updates the claims of the existing usages of a changed specification: claims the values that are now unique, and releases the others. Refuses the
 * change if two usages have the same value. Returns a function to run after the commit, for usages that other requests commit in the meantime.
 */
export async function reclaim(
  db: Db,
  { specification, checker, isStricter }: Changing,
  base: string,
): Promise<Admitted['afterwards']> {
  const ids = await usageIdsOf(db, everything, specification.id, most + 1)
  if (ids.length > most) {
    if (isStricter) throw tooMany(specification)
    // Claims that are no longer needed do no harm, and are released when the usages change.
    return undefined
  }
  const { exchanges, pairs, values, claims } = await compare(
    db,
    specification.id,
    checker,
    ids,
    (found) => isStricter && (found.pairs.length >= shownPairs || found.values > most),
  )
  if (isStricter && pairs.length > 0) throw notUnique(specification, pairs, base)
  if (isStricter && values > most) throw tooMany(specification)
  const conflicts = await exchangeClaimsOfMany(db, usages, exchanges)
  const kept = await keptBy(
    db,
    conflicts.map(({ key }) => key),
  )
  if (kept.size > 0)
    throw notUnique(
      specification,
      conflicts.flatMap(({ key, id }) => {
        const [claim, holder] = [claims.get(key), kept.get(key)]
        return claim && holder ? [{ claim, ids: [holder, id] as [string, string] }] : []
      }),
      base,
    )
  if (conflicts.length > 0) throw overloaded('Other requests are changing the claims of these usages. Try again.')
  const known = new Set(ids)
  return (pool) => claimForNewcomers(pool, specification.id, known)
}

/** Makes the claims of usages that were checked against the old specification and committed later. If two have the same value, the second gets no claim. */
const claimForNewcomers = (pool: Pool, id: string, known: Set<string>): Promise<void> =>
  pool.changes.transaction(async (db) => {
    // Reads the current specification; later changes of it see these usages.
    const specification = await lockSpecification(db, everything, id)
    if (!specification) return
    const newcomers = (await usageIdsOf(db, everything, id, known.size + most)).filter((one) => !known.has(one))
    const { exchanges } = await compare(db, id, await checkerOf(db, everything, specification), newcomers)
    await exchangeClaimsOfMany(db, usages, exchanges)
  })

interface Comparison {
  claims: Map<string, Claim>
  exchanges: ClaimExchange[]
  pairs: Pair[]
  values: number
}

/** Locks usages, and finds the claims that each must make and release, and the pairs with the same value, of which the first gets the claim. */
async function compare(
  db: Db,
  specification: string,
  checker: Checker,
  ids: string[],
  isEnough: (found: Comparison) => boolean = () => false,
): Promise<Comparison> {
  const holders = new Map<string, string>()
  const found: Comparison = { exchanges: [], pairs: [], values: 0, claims: new Map() }
  for (const batch of batchesOf(ids, batchSize)) {
    for (const { id, document, claims } of await lockUsages(db, everything, specification, batch)) {
      const own: string[] = []
      for (const { claim } of uniqueOf(checker, specification, JSON.parse(document))) {
        const first = holders.get(claim.key)
        if (first) found.pairs.push({ claim, ids: [first, id] })
        else own.push(claim.key)
        found.claims.set(claim.key, claim)
        holders.set(claim.key, first ?? id)
      }
      found.exchanges.push(...exchangeOf(id, claims ?? [], own))
    }
    found.values = holders.size
    if (isEnough(found)) break
  }
  return found
}

/** Empty if nothing changes. */
function exchangeOf(id: string, before: string[], claims: string[]): ClaimExchange[] {
  const taken = claims.filter((key) => !before.includes(key))
  const given = before.filter((key) => !claims.includes(key))
  return taken.length + given.length > 0 ? [{ id, claims, taken, given }] : []
}

const tooMany = ({ id, name }: UsageSpecification): TmfError =>
  new TmfError(
    409,
    'tooManyUsages',
    'Too many usages to compare',
    `${name} (${id}) has more than ${most.toLocaleString('en')} usages, or values that would be unique. Create a new version of the specification with the unique values, and retire this one.`,
  )

function notUnique({ id, name }: UsageSpecification, pairs: Pair[], base: string): TmfError {
  const shown = pairs
    .slice(0, shownPairs)
    .map(({ claim, ids }) => `${claim.label}: ${ids.map((one) => hrefOf(usages, one, base)).join(' and ')}`)
  const more = pairs.length > shownPairs ? '; and more' : ''
  return new TmfError(
    409,
    'notUnique',
    `Usages of ${name} (${id}) have the same value where it would be unique`,
    `${shown.join('; ')}${more}. Change or delete one of each, and try again.`,
  )
}
