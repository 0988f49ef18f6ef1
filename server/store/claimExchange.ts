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

/** A claim that a resource does not get, as another has it. */
export interface Lost {
  key: string
  id: string
}

const batchSize = 1000

/** Changes what many resources claim, without changing them. The caller holds their locks. Resolves with what they do not get. */
export async function exchangeClaimsOfMany(
  db: Db,
  it: Pick<Resource, 'type' | 'table'>,
  exchanges: ClaimExchange[],
): Promise<Lost[]> {
  for (const batch of batchesOf(exchanges.flatMap(({ id, given }) => given.map((key) => ({ id, key })))))
    await db.runText(
      'delete from claim using unnest($1::uuid[], $2::text[]) as given (key, id) where claim.key = given.key and claim.id = given.id',
      columnsOf(batch),
    )
  const lost: Lost[] = []
  // In the order of keys, as every statement takes them.
  const wanted = exchanges
    .flatMap(({ id, taken }) => taken.map((key) => ({ id, key })))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
  for (const batch of batchesOf(wanted)) {
    const won = await db.runText<{ key: string }>(
      `insert into claim (key, kind, type, id) select key, 'value', $3, id from unnest($1::uuid[], $2::text[]) as wanted (key, id) order by key on conflict (key) do nothing returning key`,
      [...columnsOf(batch), it.type],
    )
    const keys = new Set(won.map(({ key }) => key))
    lost.push(...batch.filter(({ key }) => !keys.has(key)))
  }
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

const columnsOf = (claims: Lost[]): string[][] => [claims.map(({ key }) => key), claims.map(({ id }) => id)]

export function* batchesOf<Item>(items: Item[], size = batchSize): Generator<Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size)
}

/** The keys that are freed with the resource; a request stays what it was. */
export function keptOf(claims: Claim[]): string | null {
  const keys = claims.filter(({ kind }) => kind === 'value').map(({ key }) => key)
  return keys.length > 0 ? `{${keys.join(',')}}` : null
}
