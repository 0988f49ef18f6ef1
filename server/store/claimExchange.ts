import type { Db } from '../db/connect'
import type { Claim } from '../resource/admission'
import { type Resource, tableName } from '../resource/resource'

/** What a resource that exists claims from now on, and what of that is new; `given` it gives up. All are keys. */
export interface ClaimExchange {
  id: string
  claims: string[]
  taken: string[]
  given: string[]
}

/** A key, and the resource that claims it. */
export interface ClaimPair {
  key: string
  id: string
}

const batchSize = 1000

/** Changes what many resources claim, without changing them. The caller holds their locks. Resolves with what they do not get. */
export async function exchangeClaimsOfMany(
  db: Db,
  it: Pick<Resource, 'type' | 'table'>,
  exchanges: ClaimExchange[],
): Promise<ClaimPair[]> {
  await releaseClaims(db, pairsOf(exchanges, 'given'))
  const lost = await takeClaims(db, it, pairsOf(exchanges, 'taken'))
  const isLost = new Set(lost.map(({ key, id }) => key + id))
  for (const batch of batchesOf(exchanges)) {
    const kept = batch.map(({ id, claims }) => claims.filter((key) => !isLost.has(key + id)))
    await db.runText(
      `update ${tableName(it)} as resource set claims = new.claims::uuid[] from unnest($1::text[], $2::text[]) as new (id, claims) where resource.id = new.id`,
      [batch.map(({ id }) => id), kept.map((keys) => (keys.length > 0 ? `{${keys.join(',')}}` : null))],
    )
  }
  return lost
}

/**
 * Exchanges the claims of resources that are about to be changed. Resolves with what other resources hold: a resource that does not get all it
 * claims keeps what it had. The caller holds the locks.
 */
export async function exchangeClaims(db: Db, it: Resource, exchanges: ClaimExchange[]): Promise<ClaimPair[]> {
  const lost = await takeClaims(db, it, pairsOf(exchanges, 'taken'))
  const losers = new Set(lost.map(({ id }) => id))
  await releaseClaims(db, [
    ...pairsOf(
      exchanges.filter(({ id }) => losers.has(id)),
      'taken',
    ),
    ...pairsOf(
      exchanges.filter(({ id }) => !losers.has(id)),
      'given',
    ),
  ])
  return lost
}

const pairsOf = (exchanges: ClaimExchange[], which: 'taken' | 'given'): ClaimPair[] =>
  exchanges.flatMap((exchange) => exchange[which].map((key) => ({ id: exchange.id, key })))

/** Takes claims in the order of their keys, as every statement does. Resolves with those that another resource holds. */
async function takeClaims(db: Db, { type }: Pick<Resource, 'type'>, wanted: ClaimPair[]): Promise<ClaimPair[]> {
  const lost: ClaimPair[] = []
  for (const batch of batchesOf(wanted.toSorted((one, other) => (one.key < other.key ? -1 : 1)))) {
    const won = await db.runText<ClaimPair>(
      `insert into claim (key, kind, type, id) select key, 'value', $3, id from unnest($1::uuid[], $2::text[]) as wanted (key, id) order by key on conflict (key) do nothing returning key, id`,
      [...columnsOf(batch), type],
    )
    const isWon = new Set(won.map(({ key, id }) => key + id))
    lost.push(...batch.filter(({ key, id }) => !isWon.has(key + id)))
  }
  return lost
}

/** Gives up claims; keys that another resource holds stay. */
export async function releaseClaims(db: Db, pairs: ClaimPair[]): Promise<void> {
  for (const batch of batchesOf(pairs))
    await db.runText(
      'delete from claim using unnest($1::uuid[], $2::text[]) as given (key, id) where claim.key = given.key and claim.id = given.id',
      columnsOf(batch),
    )
}

const columnsOf = (claims: ClaimPair[]): string[][] => [claims.map(({ key }) => key), claims.map(({ id }) => id)]

export function* batchesOf<Item>(items: Item[], size = batchSize): Generator<Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size)
}

/** The keys that are freed with the resource; a request stays what it was. */
export function keptOf(claims: Claim[]): string | null {
  const keys = claims.filter(({ kind }) => kind === 'value').map(({ key }) => key)
  return keys.length > 0 ? `{${keys.join(',')}}` : null
}
