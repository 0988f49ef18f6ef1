import { type SQL, sql } from 'drizzle-orm'
import { type Db, type Pool, textOf } from '../db/connect'
import { partitionStarts } from '../db/partitions'
import { resourceCount, revision } from '../db/schema'
import { sqlState } from '../errors'
import { beyond } from './cursor'
import { type Document, isObject } from './json'
import { keysOf } from './keys'
import { type Resource, tableName } from './resource'
import { type OrderTerm, orderBy } from './sort'

/** A stored resource. `document` is JSON text, whole but for `id` and `href`. */
export interface Row {
  id: string
  document: string
  revision: number
}

/** A stored resource at its place in an ordered list. */
export interface PlacedRow extends Row {
  /** The values it is ordered by. */
  place: (string | null)[]
}

/** What a list is of. `isUsual`: everything in the usual order, which needs no new plan each time. */
export interface Listing {
  where: SQL | undefined
  terms: OrderTerm[]
  isUsual: boolean
}

/** A stretch of a list: up to `limit` resources from `offset` on, behind `place` when there is one. */
export interface Stretch {
  place: (string | null)[] | undefined
  offset: number
  limit: number
}

export async function readStretch(db: Pool, it: Resource, { where, terms, isUsual }: Listing, { place, offset, limit }: Stretch): Promise<PlacedRow[]> {
  const places = sql.join(
    terms.map(({ value }, index) => sql`(${value})::text as ${sql.identifier(`place_${index}`)}`),
    sql`, `,
  )
  const part = (condition: SQL | undefined, skipped: number) => sql`
    (select id, document, revision, ${places}
       from ${it.table}
      where ${sql.join([where, condition].filter((one) => one !== undefined).concat(sql`true`), sql` and `)}
      order by ${orderBy(terms)}
      limit ${limit + skipped})`
  const parts = place ? beyond(terms, place) : [undefined]
  // Another plan suits each month best, as the statistics of each are its own: what is rare in one may be common in another.
  const months = where && terms.length === 1 ? monthsOf(terms[0] as OrderTerm, await partitionStarts(db, it.table)) : [undefined]
  const statement = sql`
    select * from (${sql.join(
      months.flatMap((month) => parts.map((condition) => part(month && condition ? sql`${month} and ${condition}` : (month ?? condition), offset))),
      sql` union all `,
    )}) as stretch
     limit ${limit} offset ${offset}`
  const rows = await (isUsual ? db.run<Row & Record<string, string | null>>(statement) : db.runOnce<Row & Record<string, string | null>>(statement))
  return rows.map((row) => ({ id: row.id, document: row.document, revision: row.revision, place: terms.map((_, index) => row[`place_${index}`] ?? null) }))
}

/** The months as conditions on the id, in the order of the list. */
function monthsOf({ value, descending }: OrderTerm, starts: string[]): (SQL | undefined)[] {
  if (starts.length < 2) return [undefined]
  const months = [undefined, ...starts.slice(1)].map((from, index, all) => {
    const to = all[index + 1]
    return sql.join(
      [from === undefined ? undefined : sql`${value} >= ${from}`, to === undefined ? undefined : sql`${value} < ${to}`].filter((one) => one !== undefined),
      sql` and `,
    )
  })
  return descending ? months.reverse() : months
}

export async function countWhere(db: Db, it: Resource, where: SQL): Promise<number> {
  const [row] = await db.runOnce<{ count: string }>(sql`select count(*) as count from ${it.table} where ${where}`)
  return Number(row?.count)
}

/** The same, given up after `milliseconds`. */
export const countWithin = (pool: Pool, it: Resource, where: SQL, milliseconds: number): Promise<number | undefined> =>
  pool
    .transaction(async (db) => {
      await db.run(sql`select set_config('statement_timeout', ${String(milliseconds)}, true)`)
      return countWhere(db, it, where)
    })
    .catch((thrown) => {
      if (sqlState(thrown) === '57014') return undefined
      throw thrown
    })

/** Rows that are looked at for an estimate. */
const sampleSize = 10_000

/** About how many match: what the planner takes the number for, or, as it can only guess what is inside documents, how many of a sample do. */
export async function estimateWhere(db: Db, it: Resource, where: SQL): Promise<number> {
  if (!isInside(where)) {
    const [row] = await db.runOnce<{ 'QUERY PLAN': string }>(sql`explain (format json) select from ${it.table} where ${where}`)
    const [{ Plan }] = JSON.parse(row?.['QUERY PLAN'] ?? '') as [{ Plan: { 'Plan Rows': number } }]
    return Plan['Plan Rows']
  }
  const share = Math.min(1, sampleSize / Math.max(1, await countAll(db, it)))
  const [row] = await db.runOnce<{ count: string }>(sql`select count(*) as count from ${it.table} tablesample system (${share * 100}) where ${where}`)
  return Math.round(Number(row?.count) / share)
}

const isInside = (where: SQL): boolean => /\bdocument\b/.test(textOf(where))

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

/** Who makes a change, and why where that is said. */
export interface Author {
  name: string
  reason: string | undefined
}

/** A new resource with the values of its columns. */
export interface NewRow extends Row {
  columns: (string | null)[]
  author: Author | undefined
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
    rows.map((row) => row.author?.name ?? null),
    rows.map((row) => row.author?.reason ?? null),
    ...columnsOf(it).map((_, index) => rows.map((row) => row.columns[index] ?? null)),
  ])
}

const insertTexts = new WeakMap<Resource, string>()

function insertText(it: Resource): string {
  const known = insertTexts.get(it)
  if (known) return known
  const columns = columnsOf(it)
  const always = ['id', 'document', 'created_by', 'created_reason']
  const names = [...always, ...columns.map(({ name }) => name)].join(', ')
  const text = `
    with added as (
      insert into ${tableName(it)} (${names})
      select ${[...always, ...columns.map(({ name, type }) => `${name}::${type}`)].join(', ')}
        from unnest(${['$3::text[]', '$4::json[]', '$5::text[]', '$6::text[]', ...columns.map((_, index) => `$${index + 7}::text[]`)].join(', ')}) as new (${names})
      returning 1)
    insert into resource_count as counter (type, slot, count)
    select $1, $2::smallint, count(*) from added
    on conflict (type, slot) do update set count = counter.count + excluded.count`
  insertTexts.set(it, text)
  return text
}

/** Puts a new document in place of the old one, which goes to the revisions. The caller holds the row's lock. */
export async function replace(db: Db, it: Resource, id: string, document: Document, author: Author): Promise<Row> {
  const values = columnValues(it, document)
  const columns = columnsOf(it).map(({ name, type }, index) => sql`${sql.identifier(name)} = ${values[index]}::${sql.raw(type)}`)
  const [row] = await db.run<Row>(sql`
    with was as (
      select id as of_id, revision as of_revision, document as of_document, created_at as first_at, created_by as first_by, created_reason as first_reason, ${nextInstant} as at
        from ${it.table} where id = ${id}),
    kept as (
      insert into ${revision} (type, id, revision, document, change, changed_at, changed_by, reason, created_at, created_by, created_reason)
      select ${it.type}, of_id, of_revision, of_document, 'patch', at, ${author.name}, ${author.reason ?? null}, first_at, first_by, first_reason from was)
    update ${it.table}
       set document = ${JSON.stringify(document)}, revision = revision + 1, updated_at = at, ${sql.join(columns, sql`, `)}
      from was
     where id = ${id}
    returning id, document, revision`)
  if (!row) throw new Error(`${it.type} ${id} went away under its lock`)
  return row
}

/** Deletes a resource, keeping what it was among the revisions. The caller holds the row's lock. */
export async function remove(db: Db, it: Resource, id: string, author: Author): Promise<void> {
  await db.run(sql`
    with gone as (
      delete from ${it.table} where id = ${id} returning id, revision, document, ${nextInstant} as at, created_at, created_by, created_reason),
    counted as (
      insert into resource_count as counter (type, slot, count)
      select ${it.type}, ${randomSlot()}::smallint, -1 from gone
      on conflict (type, slot) do update set count = counter.count - 1)
    insert into ${revision} (type, id, revision, document, change, changed_at, changed_by, reason, created_at, created_by, created_reason)
    select ${it.type}, id, revision, document, 'delete', at, ${author.name}, ${author.reason ?? null}, created_at, created_by, created_reason from gone`)
}

/** Now, under the row's lock, and later than its last change whatever the clock does: a transaction's own time is from before it waited. */
const nextInstant = sql.raw("greatest(clock_timestamp(), updated_at + interval '1 microsecond')")

/** Text of a scalar at a dotted path, or null. */
function textAt(document: Document, path: string): string | null {
  let value: unknown = document
  for (const part of path.split('.')) value = isObject(value) ? value[part] : undefined
  return value === undefined || value === null ? null : String(value)
}

const randomSlot = (): number => Math.floor(Math.random() * 16)
