import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../db/connect'
import { resourceCount, revision } from '../db/schema'
import { type Document, isObject } from './json'
import { keysOf } from './keys'
import { type Resource, tableName } from './resource'

/** A stored resource. `document` is JSON text, whole but for `id` and `href`. */
export interface Row {
  id: string
  document: string
  revision: number
}

/** What a list is of: all, in the order of arrival, newest first, where nothing else is said. */
export interface Listing {
  where: SQL | undefined
  order: SQL | undefined
}

/** Resources from `offset` on. */
export function readPage(db: Db, it: Resource, { where, order }: Listing, { offset, limit }: { offset: number; limit: number }): Promise<Row[]> {
  const statement = sql`
    select id, document, revision
      from ${it.table}
     where ${where ?? sql`true`}
     order by ${order ?? sql`id desc`}
     limit ${limit} offset ${offset}`
  return where || order ? db.runOnce(statement) : db.run(statement)
}

export async function countWhere(db: Db, it: Resource, where: SQL): Promise<number> {
  const [row] = await db.runOnce<{ count: string }>(sql`select count(*) as count from ${it.table} where ${where}`)
  return Number(row?.count)
}

/** How many there are, from the counters that every write keeps: constant time. */
export async function countAll(db: Db, it: Resource): Promise<number> {
  const [row] = await db.run<{ count: string }>(sql`select coalesce(sum(count), 0) as count from ${resourceCount} where type = ${it.type}`)
  return Number(row?.count)
}

/** Written as text: it is the most frequent statement, and building it costs a tenth of running it. */
export async function readOne(db: Db, it: Resource, id: string): Promise<Row | undefined> {
  const [row] = await db.runText<Row>(`select id, document, revision from ${tableName(it)} where id = $1`, [id])
  return row
}

/** The same, locked until the end of the transaction. */
export async function lockOne(db: Db, it: Resource, id: string): Promise<Row | undefined> {
  const [row] = await db.run<Row>(sql`select id, document, revision from ${it.table} where id = ${id} for update`)
  return row
}

/** A new resource with the values of its columns. */
export interface NewRow extends Row {
  columns: (string | null)[]
}

/** What SQL filters and sorts by, each column with its type: the promoted attributes, and the keys where a resource has them. */
const columnsOf = (it: Resource): { name: string; type: string }[] => [
  ...Object.values(it.promoted).map((column) => ({ name: column.name, type: column.getSQLType().split(' collate')[0] ?? '' })),
  ...(it.keyed ? [{ name: it.keyed.column.name, type: 'bigint[]' }] : []),
]

/** The values of these columns for a document. */
export function columnValues(it: Resource, document: Document): (string | null)[] {
  const values = Object.keys(it.promoted).map((path) => textAt(document, path))
  if (it.keyed) values.push(`{${keysOf(document, it.keyed.paths, it.characteristics).join(',')}}`)
  return values
}

/**
 * Stores many new resources and counts them, in one statement: all or none. Its text does not depend on how many there are, so it is
 * planned once per connection.
 */
export async function insertMany(db: Db, it: Resource, rows: NewRow[]): Promise<void> {
  await db.runText(insertText(it), [
    it.type,
    randomSlot(),
    rows.map((row) => row.id),
    rows.map((row) => row.document),
    ...columnsOf(it).map((_, index) => rows.map((row) => row.columns[index] ?? null)),
  ])
}

const insertTexts = new WeakMap<Resource, string>()

function insertText(it: Resource): string {
  const known = insertTexts.get(it)
  if (known) return known
  const columns = columnsOf(it)
  const names = columns.map(({ name }) => name)
  const text = `
    with added as (
      insert into ${tableName(it)} (${['id', 'document', ...names].join(', ')})
      select ${['id', 'document', ...columns.map(({ name, type }) => `${name}::${type}`)].join(', ')}
        from unnest(${['$3::text[]', '$4::json[]', ...columns.map((_, index) => `$${index + 5}::text[]`)].join(', ')}) as new (${['id', 'document', ...names].join(', ')})
      returning 1)
    insert into resource_count as counter (type, slot, count)
    select $1, $2::smallint, count(*) from added
    on conflict (type, slot) do update set count = counter.count + excluded.count`
  insertTexts.set(it, text)
  return text
}

/** Puts a new document in place of the old one, which goes to the revisions. The caller holds the row's lock. */
export async function replace(db: Db, it: Resource, id: string, document: Document, by: string): Promise<Row> {
  const values = columnValues(it, document)
  const columns = columnsOf(it).map(({ name, type }, index) => sql`${sql.identifier(name)} = ${values[index]}::${sql.raw(type)}`)
  const [row] = await db.run<Row>(sql`
    with kept as (
      insert into ${revision} (type, id, revision, document, change, changed_by)
      select ${it.type}, id, revision, document, 'patch', ${by} from ${it.table} where id = ${id})
    update ${it.table}
       set document = ${JSON.stringify(document)}, revision = revision + 1, updated_at = now(), ${sql.join(columns, sql`, `)}
     where id = ${id}
    returning id, document, revision`)
  if (!row) throw new Error(`${it.type} ${id} went away under its lock`)
  return row
}

/** Deletes a resource, keeping what it was among the revisions. */
export async function remove(db: Db, it: Resource, id: string, by: string): Promise<void> {
  await db.run(sql`
    with gone as (
      delete from ${it.table} where id = ${id} returning id, revision, document),
    counted as (
      insert into resource_count as counter (type, slot, count)
      select ${it.type}, ${randomSlot()}::smallint, -1 from gone
      on conflict (type, slot) do update set count = counter.count - 1)
    insert into ${revision} (type, id, revision, document, change, changed_by)
    select ${it.type}, id, revision, document, 'delete', ${by} from gone`)
}

/** Text of a scalar at a dotted path, or null. */
function textAt(document: Document, path: string): string | null {
  let value: unknown = document
  for (const part of path.split('.')) value = isObject(value) ? value[part] : undefined
  return value === undefined || value === null ? null : String(value)
}

const randomSlot = (): number => Math.floor(Math.random() * 16)
