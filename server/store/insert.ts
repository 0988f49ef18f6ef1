import type { Db } from '../db/connect'
import type { Claim, Held } from '../resource/admission'
import type { Author } from '../resource/caller'
import { type Resource, tableName } from '../resource/resource'
import type { Row } from '../resource/row'
import { releaseClaims, valueKeysOf } from './claimExchange'
import { composed, effectsOf, memoized, type Part } from './effects'
import { indexedColumnsOf } from './indexedColumns'

/** A new resource with its claims and the values of its columns. */
export interface NewRow extends Row {
  columns: (string | null)[]
  claims: Claim[]
  author: Author | undefined
}

/**
 * Stores many new resources, with all effects of the creation, in one statement. Resolves with the ids of the stored resources; a resource that
 * cannot obtain all its claims is not stored. The text does not depend on the number of resources, so PostgreSQL plans once per connection.
 */
export async function insertMany(db: Db, it: Resource, rows: NewRow[]): Promise<Set<string>> {
  const ids = rows.map(({ id }) => id)
  const values = [
    ids,
    rows.map((row) => row.document),
    rows.map((row) => row.author?.name ?? null),
    rows.map((row) => row.author?.reason ?? null),
    ...indexedColumnsOf(it).map((_, index) => rows.map((row) => row.columns[index] ?? null)),
    rows.map((row) => valueKeysOf(row.claims)),
    rows.map((row) => row.aside),
  ]
  const claims = rows.flatMap(({ id, claims }) => claims.map((claim) => ({ ...claim, id })))
  if (claims.length === 0) {
    const { text, valuesOf } = plainInsert(it)
    await db.runText(text, [...values, ...valuesOf(ids)])
    return new Set(ids)
  }
  const wanted = [
    it.type,
    claims.map(({ key }) => key),
    claims.map(({ kind }) => kind),
    claims.map(({ id }) => id),
    claims.map(({ digest }) => digest),
  ]
  const { text, valuesOf } = claimingInsert(it)
  const added = await db.runText<{ id: string }>(text, [...values, ...wanted, ...valuesOf(ids)])
  const stored = new Set(added.map(({ id }) => id))
  // A resource that was not stored may have obtained some of its claims, unless it has only one.
  const notStored = rows.filter((row) => !stored.has(row.id) && row.claims.length > 1)
  await releaseClaims(
    db,
    notStored.flatMap(({ id, claims }) => claims.map(({ key }) => ({ id, key }))),
  )
  return stored
}

/** The claims that stored resources hold already, each with its holder. */
export async function holdersOf(db: Db, claims: Claim[]): Promise<Held[]> {
  const rows = await db.runText<{ key: string; id: string; digest: string | null; kind: string }>(
    'select key, id, digest, kind from claim where key = any($1::uuid[])',
    [claims.map(({ key }) => key)],
  )
  const byKey = Map.groupBy(claims, ({ key }) => key)
  return rows.flatMap(({ key, id, digest, kind }) =>
    (byKey.get(key) ?? []).map((claim) => ({ claim, id, digest, isKept: kind === 'kept' })),
  )
}

const plainInsert = memoized((it) => insertStatement(it, false))
const claimingInsert = memoized((it) => insertStatement(it, true))

function insertStatement(it: Resource, isClaiming: boolean): { text: string; valuesOf(ids: string[]): unknown[] } {
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
  const next = columns.length + 1
  const effects = effectsOf(it, 'created', isClaiming ? next + 5 : next)
  const after = {
    name: 'after',
    text: `
      insert into ${tableName(it)} (${names}, created_at, updated_at)
      select ${columns.map(({ name, type }) => `${name}::${type}`).join(', ')}, moment.at, moment.at
        from moment, unnest(${columns.map((_, index) => `$${index + 1}::text[]`).join(', ')}) as new (${names})
       ${isClaiming ? 'where id not in (select id from missed)' : ''}
      returning ${effects.columns.join(', ')}`,
  }
  return {
    text: composed(
      [...(isClaiming ? claimParts(next) : []), moment, after, ...effects.parts],
      isClaiming ? 'select id from after' : 'select',
    ),
    valuesOf: effects.valuesOf,
  }
}

/** The time of the creation, taken after the transaction has its id: see db/writesUnderWay.ts. */
const moment: Part = {
  name: 'moment',
  text: 'select case when pg_current_xact_id() is not null then clock_timestamp() end as at',
}

/**
 * Takes claims. `missed` are the resources that cannot obtain all their claims. All statements take keys in the same order, so that two statements
 * never wait for each other. Of several new resources that claim the same key, the first obtains the key.
 */
const claimParts = (first: number): Part[] => [
  {
    name: 'wanted',
    text: `
      select * from unnest($${first + 1}::uuid[], $${first + 2}::text[], $${first + 3}::text[], $${first + 4}::uuid[]) with ordinality as wanted (key, kind, id, digest, ordinal)`,
  },
  {
    name: 'won',
    text: `
      insert into claim (key, kind, type, id, digest)
      select key, kind, $${first}, id, digest from wanted order by key, ordinal
      on conflict (key) do nothing
      returning id`,
  },
  {
    name: 'missed',
    text: `
      select id
        from (select id, count(*) as keys from wanted group by id) as asked
        left join (select id, count(*) as keys from won group by id) as got using (id)
       where asked.keys > coalesce(got.keys, 0)`,
  },
]
