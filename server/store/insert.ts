import type { Db } from '../db/connect'
import { overloaded } from '../errors'
import type { Claim, Held } from '../resource/admission'
import type { Author } from '../resource/caller'
import { type Resource, tableName } from '../resource/resource'
import type { Row } from '../resource/row'
import { keptOf } from './claimExchange'
import { indexedColumnsOf } from './indexedColumns'
import { type LockedRow, randomSlot } from './rows'
import { arrivalsOf, countedColumns, tallyAdded } from './tallyChanges'

/** A new resource with the values of its columns, and with what it claims for itself. */
export interface NewRow extends Row {
  columns: (string | null)[]
  claims: Claim[]
  author: Author | undefined
}

/**
 * Stores many new resources and counts them, in one statement. Resolves with the ids of those that got all they claim; the others are not
 * stored. The text does not depend on how many there are, so it is planned once per connection.
 */
export async function insertMany(db: Db, it: Resource, rows: NewRow[]): Promise<Set<string>> {
  const values = [
    it.type,
    randomSlot(),
    rows.map((row) => row.id),
    rows.map((row) => row.document),
    rows.map((row) => row.author?.name ?? null),
    rows.map((row) => row.author?.reason ?? null),
    ...indexedColumnsOf(it).map((_, index) => rows.map((row) => row.columns[index] ?? null)),
    rows.map((row) => keptOf(row.claims)),
    rows.map((row) => row.aside),
    ...(it.tally ? arrivalsOf(rows.map((row) => row.id)) : []),
  ]
  const claims = rows.flatMap(({ id, claims }) => claims.map((claim) => ({ ...claim, id })))
  if (claims.length === 0) {
    await db.runText(textOf(it, false), values)
    return new Set(rows.map(({ id }) => id))
  }
  const wanted = [
    claims.map(({ key }) => key),
    claims.map(({ kind }) => kind),
    claims.map(({ id }) => id),
    claims.map(({ digest }) => digest),
  ]
  const added = await db.runText<{ id: string }>(textOf(it, true), [...values, ...wanted])
  const ids = new Set(added.map(({ id }) => id))
  const lost = rows.filter((row) => !ids.has(row.id))
  await release(db, lost)
  return ids
}

/** Gives back what those got that did not get all. Keys that somebody else holds stay. */
async function release(db: Db, rows: NewRow[]): Promise<void> {
  const several = rows.filter(({ claims }) => claims.length > 1)
  if (several.length === 0) return
  const pairs = several.flatMap(({ id, claims }) => claims.map(({ key }) => ({ key, id })))
  await db.runText(
    'delete from claim using unnest($1::uuid[], $2::text[]) as given (key, id) where claim.key = given.key and claim.id = given.id',
    [pairs.map(({ key }) => key), pairs.map(({ id }) => id)],
  )
}

/** Takes what a changed resource newly claims and gives up what it no longer does; when another holds some of it, resolves with who. */
export async function exchangeClaims(
  db: Db,
  it: Resource,
  { id, claims: before }: LockedRow,
  claims: Claim[],
): Promise<Held | undefined> {
  const fresh = claims.filter(({ key }) => !before?.includes(key)).sort((one, other) => (one.key < other.key ? -1 : 1))
  const given = before?.filter((known) => !claims.some(({ key }) => key === known)) ?? []
  if (given.length > 0) await db.runText('delete from claim where key = any($1::uuid[]) and id = $2', [given, id])
  if (fresh.length === 0) return undefined
  const won = await db.runText<{ key: string }>(
    `insert into claim (key, kind, type, id) select key, 'value', $1, $2 from unnest($3::uuid[]) as wanted (key) on conflict (key) do nothing returning key`,
    [it.type, id, fresh.map(({ key }) => key)],
  )
  if (won.length === fresh.length) return undefined
  const [held] = await holdersOf(
    db,
    fresh.filter(({ key }) => !won.some((one) => one.key === key)),
  )
  if (!held) throw overloaded('What it claims is changing hands. Try again.')
  return held
}

/** Who holds what a row claims, if anybody does. */
export async function holdersOf(db: Db, claims: Claim[]): Promise<Held[]> {
  const rows = await db.runText<{ key: string; id: string; digest: string | null }>(
    'select key, id, digest from claim where key = any($1::uuid[])',
    [claims.map(({ key }) => key)],
  )
  return rows.flatMap(({ key, id, digest }) =>
    claims.filter((claim) => claim.key === key).map((claim) => ({ claim, id, digest })),
  )
}

const texts = new WeakMap<Resource, { plain: string; claiming: string }>()

function textOf(it: Resource, isClaiming: boolean): string {
  const known = texts.get(it) ?? { plain: insertText(it, false), claiming: insertText(it, true) }
  texts.set(it, known)
  return isClaiming ? known.claiming : known.plain
}

function insertText(it: Resource, isClaiming: boolean): string {
  const columns = [
    { name: 'id', type: 'text' },
    { name: 'document', type: 'json' },
    { name: 'created_by', type: 'text' },
    { name: 'created_reason', type: 'text' },
    ...indexedColumnsOf(it),
    { name: 'claims', type: 'uuid[]' },
    { name: 'aside', type: 'json' },
  ]
  const names = columns.map(({ name }) => name).join(', ')
  const arrivals = columns.length + 3
  const next = arrivals + (it.tally ? 2 : 0)
  // Keys are taken in their order, so that two statements never wait for each other; the same key by who came first.
  const claiming = `
    wanted as (
      select * from unnest($${next}::uuid[], $${next + 1}::text[], $${next + 2}::text[], $${next + 3}::uuid[]) with ordinality as wanted (key, kind, id, digest, place)),
    won as (
      insert into claim (key, kind, type, id, digest)
      select key, kind, $1, id, digest from wanted order by key, place
      on conflict (key) do nothing
      returning id),
    missed as (
      select id
        from (select id, count(*) as keys from wanted group by id) asked
        left join (select id, count(*) as keys from won group by id) got using (id)
       where asked.keys > coalesce(got.keys, 0)),`
  return `
    with ${isClaiming ? claiming : ''}
    added as (
      insert into ${tableName(it)} (${names})
      select ${columns.map(({ name, type }) => `${name}::${type}`).join(', ')}
        from unnest(${columns.map((_, index) => `$${index + 3}::text[]`).join(', ')}) as new (${names})
       ${isClaiming ? 'where id not in (select id from missed)' : ''}
      returning ${['id', ...countedColumns(it.tally)].join(', ')}),${it.tally ? tallyAdded(it.tally, arrivals) : ''}
    counted as (
      insert into resource_count as counter (type, slot, count)
      select $1, $2::smallint, count(*) from added
      on conflict (type, slot) do update set count = counter.count + excluded.count)
    select ${isClaiming ? 'id from added' : ''}`
}
