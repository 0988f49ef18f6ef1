import { sql } from 'drizzle-orm'
import type { Db } from '../db/connect'
import type { Claim } from '../resource/admission'
import { type Resource, tableName } from '../resource/resource'

/** A change of the claims of a stored resource, as keys: `claims` after the change, of which `taken` are new, and `given` to release. */
export interface ClaimExchange {
  id: string
  claims: string[]
  taken: string[]
  given: string[]
}

/** A key, and the id of the resource that claims the key. */
export interface ClaimPair {
  key: string
  id: string
}

const batchSize = 1000

/**
 * Changes the claims of many resources, without creating revisions. The caller must have locked the resources. Resolves with the claims that
 * other resources hold.
 */
export async function exchangeClaimsOfMany(
  db: Db,
  it: Pick<Resource, 'type' | 'table'>,
  exchanges: ClaimExchange[],
): Promise<ClaimPair[]> {
  await releaseClaims(db, pairsOf(exchanges, 'given'))
  const conflicts = await takeClaims(db, it, pairsOf(exchanges, 'taken'))
  const isConflict = new Set(conflicts.map(({ key, id }) => key + id))
  for (const batch of batchesOf(exchanges)) {
    const obtained = batch.map(({ id, claims }) => claims.filter((key) => !isConflict.has(key + id)))
    await db.runText(
      `update ${tableName(it)} as resource set claims = new.claims::uuid[] from unnest($1::text[], $2::text[]) as new (id, claims) where resource.id = new.id`,
      [batch.map(({ id }) => id), obtained.map((keys) => (keys.length > 0 ? `{${keys.join(',')}}` : null))],
    )
  }
  return conflicts
}

/**
 * Changes the claims of resources that are about to be changed. Resolves with the claims that other resources hold. A resource that cannot obtain
 * all its new claims keeps its old ones. The caller must have locked the resources.
 */
export async function exchangeClaims(db: Db, it: Resource, exchanges: ClaimExchange[]): Promise<ClaimPair[]> {
  const conflicts = await takeClaims(db, it, pairsOf(exchanges, 'taken'))
  const conflicting = new Set(conflicts.map(({ id }) => id))
  await releaseClaims(db, [
    ...pairsOf(
      exchanges.filter(({ id }) => conflicting.has(id)),
      'taken',
    ),
    ...pairsOf(
      exchanges.filter(({ id }) => !conflicting.has(id)),
      'given',
    ),
  ])
  return conflicts
}

const pairsOf = (exchanges: ClaimExchange[], which: 'taken' | 'given'): ClaimPair[] =>
  exchanges.flatMap((exchange) => exchange[which].map((key) => ({ id: exchange.id, key })))

/** Takes claims in the order of their keys, as every statement does, so that transactions do not deadlock. Resolves with the claims that another resource holds. */
async function takeClaims(db: Db, { type }: Pick<Resource, 'type'>, wanted: ClaimPair[]): Promise<ClaimPair[]> {
  const conflicts: ClaimPair[] = []
  for (const batch of batchesOf(wanted.toSorted((one, other) => (one.key < other.key ? -1 : 1)))) {
    const won = await db.runText<ClaimPair>(
      `insert into claim (key, kind, type, id) select key, 'value', $3, id from unnest($1::uuid[], $2::text[]) as wanted (key, id) order by key on conflict (key) do nothing returning key, id`,
      [...columnsOf(batch), type],
    )
    const isWon = new Set(won.map(({ key, id }) => key + id))
    conflicts.push(...batch.filter(({ key, id }) => !isWon.has(key + id)))
  }
  return conflicts
}

/** Leaves the claims of a resource taken when it is deleted. The caller must have locked the resource. */
export async function keepClaims(db: Db, it: Resource, id: string, claims: string[] | null): Promise<void> {
  if (!claims) return
  await db.runText("update claim set kind = 'kept' where key = any($1::uuid[]) and id = $2", [claims, id])
  await exchangeClaimsOfMany(db, it, [{ id, claims: [], taken: [], given: [] }])
}

/** The deleted resources that have kept claims, by the keys of the claims. */
export async function keptBy(db: Db, keys: string[]): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map()
  const kept = await db.runText<ClaimPair>("select key, id from claim where key = any($1::uuid[]) and kind = 'kept'", [
    keys,
  ])
  return new Map(kept.map(({ key, id }) => [key, id]))
}

/** Releases those of the claims that deleted resources have kept. Resolves with whether there were any. */
export async function releaseKeptClaims(db: Db, claims: Claim[]): Promise<boolean> {
  const released = await db.runText("delete from claim where key = any($1::uuid[]) and kind = 'kept' returning key", [
    claims.map(({ key }) => key),
  ])
  return released.length > 0
}

/** Releases claims. Keys that another resource holds remain. */
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

/** The keys of unique values as a PostgreSQL array, which are released with the resource. Idempotency-Keys are not: they expire later. */
export function valueKeysOf(claims: Claim[]): string | null {
  const keys = claims.filter(({ kind }) => kind === 'value').map(({ key }) => key)
  return keys.length > 0 ? `{${keys.join(',')}}` : null
}

/** Deletes the Idempotency-Keys of requests older than a day; the same key then creates a new resource. */
export const forgetIdempotencyKeys = (db: Db): Promise<object[]> =>
  db.run(sql`delete from claim where kind = 'request' and made_at < now() - interval '24 hours'`)
