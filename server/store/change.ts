import type { Db } from '../db/connect'
import { refusedDocument } from '../db/databaseError'
import type { Admitted } from '../resource/admission'
import type { Author } from '../resource/caller'
import { isId, type Resource, tableName } from '../resource/resource'
import type { Row } from '../resource/row'
import type { Scope } from '../resource/scope'
import { valueKeysOf } from './claimExchange'
import { composed, effectsOf, memoized, nextInstant } from './effects'
import { indexedColumnsOf, indexedValuesOf } from './indexedColumns'
import { visibleIds } from './visible'

/** A stored resource with the keys of its claims, which are released when the resource is deleted. */
export interface LockedRow extends Row {
  claims: string[] | null
}

/**
 * A condition that is true for every ULID. PostgreSQL estimates that few rows satisfy such a range, so the plan looks up each id in the one
 * partition that can contain it. The plan does not depend on the number of ids, so PostgreSQL plans once per connection.
 */
const isFew = (id: string): string => `${id} between '0' and '8'`

/** A resource to be locked, and the scope of the caller who changes it. */
export interface Wanted {
  id: string
  scope: Scope
}

/**
 * Locks resources until the end of the transaction, in the order of their ids, so that two transactions never wait for each other. The result
 * omits resources that the scope does not show and, if `isWaiting` is false, those that another transaction has locked.
 */
export async function lockMany(
  db: Db,
  it: Resource,
  wanted: Wanted[],
  { isWaiting = true } = {},
): Promise<Map<string, LockedRow>> {
  const rows = await db.runText<LockedRow>(
    `select id, document, revision, aside, claims
       from unnest($1::text[]) as wanted (id) join ${tableName(it)} as resource using (id)
      where ${isFew('wanted.id')}
      order by id
        for update of resource${isWaiting ? '' : ' skip locked'}`,
    [wanted.map(({ id }) => id).filter(isId)],
  )
  const locked = new Map(rows.map((row) => [row.id, row]))
  // Under the locks, so that no other change can move a resource out of a scope meanwhile.
  for (const [scope, some] of Map.groupBy(wanted, ({ scope }) => scope)) {
    const ids = some.flatMap(({ id }) => (locked.has(id) ? id : []))
    const shown = await visibleIds(db, scope, it, ids)
    for (const id of ids) if (!shown.has(id)) locked.delete(id)
  }
  return locked
}

/** The new content of a stored resource, and the author of the change. */
export interface Replacement {
  id: string
  admitted: Admitted
  author: Author
}

/**
 * Replaces documents, with all effects of the change, in one statement. Resolves with the new rows in the same order. The caller must have locked
 * the resources.
 */
export async function replaceMany(db: Db, it: Resource, replacements: Replacement[]): Promise<Row[]> {
  const ids = replacements.map(({ id }) => id)
  const documents = replacements.map(({ admitted }) => JSON.stringify(admitted.document))
  const asides = replacements.map(({ admitted: { aside } }) => (aside ? JSON.stringify(aside) : null))
  const columns = replacements.map(({ admitted }) => indexedValuesOf(it, admitted.document))
  const { text, valuesOf } = replaceStatement(it)
  const values = [
    ids,
    replacements.map(({ author }) => author.name),
    replacements.map(({ author }) => author.reason ?? null),
    documents,
    asides,
    replacements.map(({ admitted }) => valueKeysOf(admitted.claims)),
    ...indexedColumnsOf(it).map((_, index) => columns.map((values) => values[index] ?? null)),
    ...valuesOf(ids),
  ]
  const changed = await db.runText<Pick<Row, 'id' | 'revision'>>(text, values).catch((thrown) => {
    throw refusedDocument(thrown)
  })
  const revisions = new Map(changed.map(({ id, revision }) => [id, revision]))
  return ids.map((id, index) => {
    const revision = revisions.get(id)
    if (revision === undefined) throw new Error(`${it.type} ${id} is missing although it is locked`)
    return { id, document: documents[index] as string, revision, aside: asides[index] ?? null }
  })
}

const replaceStatement = memoized((it) => {
  const columns = [
    { name: 'document', type: 'json' },
    { name: 'aside', type: 'json' },
    { name: 'claims', type: 'uuid[]' },
    ...indexedColumnsOf(it),
  ]
  const names = ['id', 'author', 'reason', ...columns.map(({ name }) => name)]
  const effects = effectsOf(it, 'changed', names.length + 1)
  const table = tableName(it)
  const shown = effects.columns.map((name) => `${table}.${name}`).join(', ')
  const parts = [
    {
      name: 'new',
      text: `
      select * from unnest(${names.map((_, index) => `$${index + 1}::text[]`).join(', ')}) as new (${names.join(', ')})
       where ${isFew('new.id')}`,
    },
    {
      name: 'before',
      text: `
      select ${shown}, ${nextInstant(it)} as at, new.author, new.reason
        from ${table} join new on ${table}.id = new.id`,
    },
    {
      name: 'after',
      text: `
      update ${table}
         set revision = ${table}.revision + 1, updated_at = before.at, ${columns.map(({ name, type }) => `${name} = new.${name}::${type}`).join(', ')}
        from new join before on before.id = new.id
       where ${table}.id = new.id
      returning ${shown}${effects.columns.includes('revision') ? '' : `, ${table}.revision`}`,
    },
    ...effects.parts,
  ]
  return { text: composed(parts, 'select id, revision from after'), valuesOf: effects.valuesOf }
})

/** Deletes a resource, with all effects of the deletion, in one statement. The caller must have locked the resource. */
export async function remove(db: Db, it: Resource, id: string, author: Author): Promise<void> {
  const { text, valuesOf } = removeStatement(it)
  await db.runText(text, [id, author.name, author.reason ?? null, ...valuesOf([id])])
}

const removeStatement = memoized((it) => {
  const effects = effectsOf(it, 'deleted', 4)
  const before = {
    name: 'before',
    text: `
      delete from ${tableName(it)} where id = $1
      returning ${effects.columns.join(', ')}, ${nextInstant(it)} as at, $2::text as author, $3::text as reason`,
  }
  return { text: composed([before, ...effects.parts], 'select'), valuesOf: effects.valuesOf }
})
