import type { Checker } from '../../shared/checker/checker'
import type { UsageSpecification } from '../../shared/usageSpecification'
import { uniqueOf } from '../checking/uniqueValues'
import type { Db, Pool } from '../db/connect'
import { usage } from '../db/schema'
import { overloaded, TmfError } from '../errors'
import type { Admitted, Claim } from '../resource/admission'
import { hrefOf } from '../resource/resource'
import { everything } from '../resource/scope'
import { batchesOf, type ClaimExchange, exchangeClaimsOfMany } from '../store/claimExchange'
import { lockUsages, usageIdsOf } from '../store/references'
import { checkerOf, lockSpecification } from '../store/specifications'

/** Usages whose values are compared while a change waits, and values of them. */
const most = 25_000
/** Usages read at a time. */
const batchSize = 500
/** Pairs that a caller is told. */
const shownPairs = 3

const usages = { type: 'Usage', path: 'usage', table: usage }

/** A specification that changes what is unique among its usages. */
export interface Changing {
  specification: UsageSpecification
  checker: Checker
  /** Whether more is unique than before, or other values mean the same. */
  isStricter: boolean
}

/** A value that two usages have. */
interface Pair {
  claim: Claim
  ids: [string, string]
}

/**
 * Takes for the usages that are there what a changed specification makes unique, and gives back what is so no longer; refuses a change that
 * two usages do not allow. Resolves with what is to be done for those that are committed meanwhile.
 */
export async function reclaim(
  db: Db,
  { specification, checker, isStricter }: Changing,
  base: string,
): Promise<Admitted['afterwards']> {
  const ids = await usageIdsOf(db, everything, specification.id, most + 1)
  if (ids.length > most) {
    if (isStricter) throw tooMany(specification)
    // What they claim in vain they give up when they change; until then it says nothing wrong.
    return undefined
  }
  const { exchanges, pairs, values } = await compare(
    db,
    specification.id,
    checker,
    ids,
    (found) => isStricter && (found.pairs.length >= shownPairs || found.values > most),
  )
  if (isStricter && pairs.length > 0) throw notUnique(specification, pairs, base)
  if (isStricter && values > most) throw tooMany(specification)
  const lost = await exchangeClaimsOfMany(db, usages, exchanges)
  if (lost.length > 0) throw overloaded('What usages claim is changing hands. Try again.')
  const known = new Set(ids)
  return (pool) => claimForNewcomers(pool, specification.id, known)
}

/** Claims for usages that were admitted by the rules of before and committed since. Who comes second goes without. */
const claimForNewcomers = (pool: Pool, id: string, known: Set<string>): Promise<void> =>
  pool.transaction(async (db) => {
    // As it is by now; what changes it from here on sees them.
    const specification = await lockSpecification(db, everything, id)
    if (!specification) return
    const newcomers = (await usageIdsOf(db, everything, id, known.size + most)).filter((one) => !known.has(one))
    const { exchanges } = await compare(db, id, await checkerOf(db, everything, specification), newcomers)
    await exchangeClaimsOfMany(db, usages, exchanges)
  })

interface Comparison {
  exchanges: ClaimExchange[]
  pairs: Pair[]
  values: number
}

/** Locks usages, and says what each is to claim and to give up, and which have the same: of those the first one claims it. */
async function compare(
  db: Db,
  specification: string,
  checker: Checker,
  ids: string[],
  isEnough: (found: Comparison) => boolean = () => false,
): Promise<Comparison> {
  const holders = new Map<string, string>()
  const found: Comparison = { exchanges: [], pairs: [], values: 0 }
  for (const batch of batchesOf(ids, batchSize)) {
    for (const { id, document, claims } of await lockUsages(db, everything, specification, batch)) {
      const own: string[] = []
      for (const { claim } of uniqueOf(checker, specification, JSON.parse(document))) {
        const first = holders.get(claim.key)
        if (first) found.pairs.push({ claim, ids: [first, id] })
        else own.push(claim.key)
        holders.set(claim.key, first ?? id)
      }
      found.exchanges.push(...exchangeOf(id, claims ?? [], own))
    }
    found.values = holders.size
    if (isEnough(found)) break
  }
  return found
}

/** None when nothing changes. */
function exchangeOf(id: string, before: string[], claims: string[]): ClaimExchange[] {
  const taken = claims.filter((key) => !before.includes(key))
  const given = before.filter((key) => !claims.includes(key))
  return taken.length + given.length > 0 ? [{ id, claims, taken, given }] : []
}

const tooMany = ({ id, name }: UsageSpecification): TmfError =>
  new TmfError(
    409,
    'tooManyUsages',
    'Too many usages would have to be compared',
    `There are more than ${most.toLocaleString('en')} usages of ${name} (${id}), or values of them that would be unique. Create a new version of the specification with them, and retire this one.`,
  )

function notUnique({ id, name }: UsageSpecification, pairs: Pair[], base: string): TmfError {
  const shown = pairs
    .slice(0, shownPairs)
    .map(({ claim, ids }) => `${claim.label}: ${ids.map((one) => hrefOf(usages, one, base)).join(' and ')}`)
  const more = pairs.length > shownPairs ? '; and more' : ''
  return new TmfError(
    409,
    'notUnique',
    `Usages of ${name} (${id}) have the same value of what would be unique`,
    `${shown.join('; ')}${more}. Change or delete one of each, and try again.`,
  )
}
