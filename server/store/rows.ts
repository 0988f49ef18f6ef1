import { type SQL, sql } from 'drizzle-orm'
import { type Db, type Pool, textOf } from '../db/connect'
import { partitionStarts } from '../db/partitions'
import { claim, resourceCount, revision } from '../db/schema'
import { rangesAfter } from '../query/cursor'
import { type OrderTerm, orderBy } from '../query/sort'
import type { Admitted } from '../resource/admission'
import type { Author } from '../resource/caller'
import { type Resource, tableName } from '../resource/resource'
import type { PlacedRow, Row } from '../resource/row'
import { keptOf } from './claimExchange'
import { indexedColumnsOf, indexedValuesOf } from './indexedColumns'
import { andCounted, tallyChanged, tallyGone } from './tallyChanges'

/** A stored resource with the keys of the claims that are freed with it. */
export interface LockedRow extends Row {
  claims: string[] | null
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

export async function readStretch(
  db: Pool,
  it: Resource,
  { where, terms, isUsual }: Listing,
  { place, offset, limit }: Stretch,
): Promise<PlacedRow[]> {
  const places = sql.join(
    terms.map(({ value }, index) => sql`(${value})::text as ${sql.identifier(`place_${index}`)}`),
    sql`, `,
  )
  const part = (condition: SQL | undefined, skipped: number) => sql`
    (select id, document, revision, aside, ${places}
       from ${it.table}
      where ${sql.join([where, condition].filter((one) => one !== undefined).concat(sql`true`), sql` and `)}
      order by ${orderBy(terms)}
      limit ${limit + skipped})`
  const parts = place ? rangesAfter(terms, place) : [undefined]
  const months = where && terms.length === 1 ? await monthsOf(db, it, terms[0] as OrderTerm) : [undefined]
  const statement = sql`
    select * from (${sql.join(
      months.flatMap((month) =>
        parts.map((condition) =>
          part(month && condition ? sql`${month} and ${condition}` : (month ?? condition), offset),
        ),
      ),
      sql` union all `,
    )}) as stretch
     limit ${limit} offset ${offset}`
  const rows = await (isUsual
    ? db.run<Row & Record<string, string | null>>(statement)
    : db.runOnce<Row & Record<string, string | null>>(statement))
  return rows.map((row) => ({
    id: row.id,
    document: row.document,
    revision: row.revision,
    aside: row.aside,
    place: terms.map((_, index) => row[`place_${index}`] ?? null),
  }))
}

/** Something of the newest resources that fit, as the rows of a statement. */
export async function newest(
  pool: Pool,
  it: Resource,
  where: SQL | undefined,
  shown: SQL,
  limit: number,
): Promise<SQL> {
  const id: OrderTerm = { value: sql`${it.table.id}`, type: 'text', descending: true, mayBeNull: false }
  const months = where ? await monthsOf(pool, it, id) : [undefined]
  const parts = months.map((month) => {
    const conditions = [where, month].filter((one) => one !== undefined).concat(sql`true`)
    return sql`(select ${shown} from ${it.table} where ${sql.join(conditions, sql` and `)} order by ${orderBy([id])} limit ${limit})`
  })
  return sql`select * from (${sql.join(parts, sql` union all `)}) as newest limit ${limit}`
}

/**
 * The months as conditions on the id, in the order of the list. Another plan suits each best, as the statistics of each are its own: what is
 * rare in one may be common in another.
 */
async function monthsOf(pool: Pool, it: Resource, { value, descending }: OrderTerm): Promise<(SQL | undefined)[]> {
  const starts = await partitionStarts(pool, it.table)
  if (starts.length < 2) return [undefined]
  const months = [undefined, ...starts.slice(1)].map((from, index, all) => {
    const to = all[index + 1]
    return sql.join(
      [
        from === undefined ? undefined : sql`${value} >= ${from}`,
        to === undefined ? undefined : sql`${value} < ${to}`,
      ].filter((one) => one !== undefined),
      sql` and `,
    )
  })
  return descending ? months.reverse() : months
}

export async function countWhere(db: Db, it: Resource, where: SQL): Promise<number> {
  const [row] = await db.runOnce<{ count: string }>(sql`select count(*) as count from ${it.table} where ${where}`)
  return Number(row?.count)
}

/** Rows that are looked at for an estimate. */
const sampleSize = 10_000

/** About how many match: what the planner takes the number for, or, as it can only guess what is inside documents, how many of a sample do. */
export async function estimateWhere(db: Db, it: Resource, where: SQL): Promise<number> {
  if (!isInside(where)) {
    const [row] = await db.runOnce<{ 'QUERY PLAN': string }>(
      sql`explain (format json) select from ${it.table} where ${where}`,
    )
    const [{ Plan }] = JSON.parse(row?.['QUERY PLAN'] ?? '') as [{ Plan: { 'Plan Rows': number } }]
    return Plan['Plan Rows']
  }
  const share = Math.min(1, sampleSize / Math.max(1, await countAll(db, it)))
  const [row] = await db.runOnce<{ count: string }>(
    sql`select count(*) as count from ${it.table} tablesample system (${share * 100}) where ${where}`,
  )
  return Math.round(Number(row?.count) / share)
}

const isInside = (where: SQL): boolean => /\bdocument\b/.test(textOf(where))

/** How many there are, from the counters that every write keeps: constant time. */
export async function countAll(db: Db, it: Resource): Promise<number> {
  const [row] = await db.run<{ count: string }>(
    sql`select coalesce(sum(count), 0) as count from ${resourceCount} where type = ${it.type}`,
  )
  return Number(row?.count)
}

/** Written as text: it is the most frequent statement, and building it costs a tenth of running it. */
export async function readOne(db: Db, it: Resource, id: string): Promise<Row | undefined> {
  const [row] = await db.runText<Row>(`select id, document, revision, aside from ${tableName(it)} where id = $1`, [id])
  return row
}

/** What a resource was when it was made, also when it is no more. */
export async function readFirst(db: Db, it: Resource, id: string): Promise<Row | undefined> {
  const [row] = await db.run<Row>(sql`
    select id, document, revision, aside from ${it.table} where id = ${id} and revision = 1
    union all
    select id, document, revision, aside from ${revision} where id = ${id} and revision = 1 and type = ${it.type}`)
  return row
}

/** The same, locked until the end of the transaction. */
export async function lockOne(db: Db, it: Resource, id: string): Promise<LockedRow | undefined> {
  const [row] = await db.run<LockedRow>(
    sql`select id, document, revision, aside, claims from ${it.table} where id = ${id} for update`,
  )
  return row
}

/** Puts a new document in place of the old one, which goes to the revisions. The caller holds the row's lock. */
export async function replace(
  db: Db,
  it: Resource,
  id: string,
  { document, aside, claims }: Admitted,
  author: Author,
): Promise<Row> {
  const values = indexedValuesOf(it, document)
  const after = new Map(
    indexedColumnsOf(it).map(({ name, type }, index) => [name, sql`${values[index]}::${sql.raw(type)}`]),
  )
  const columns = [...after].map(([name, value]) => sql`${sql.identifier(name)} = ${value}`)
  const [row] = await db.run<Row>(sql`
    with was as (
      select id as of_id, revision as of_revision, document as of_document, aside as of_aside, created_at as first_at, created_by as first_by, created_reason as first_reason, ${nextInstant} as at${andCounted(it.tally)}
        from ${it.table} where id = ${id}),
    kept as (
      insert into ${revision} (type, id, revision, document, aside, change, changed_at, changed_by, reason, created_at, created_by, created_reason)
      select ${it.type}, of_id, of_revision, of_document, of_aside, 'patch', at, ${author.name}, ${author.reason ?? null}, first_at, first_by, first_reason from was)${tallyChanged(it.tally, id, after)}
    update ${it.table}
       set document = ${JSON.stringify(document)}, revision = revision + 1, updated_at = at, ${sql.join(columns, sql`, `)},
           claims = ${keptOf(claims)}::uuid[], aside = ${aside ? JSON.stringify(aside) : null}
      from was
     where id = ${id}
    returning id, document, revision, aside`)
  if (!row) throw new Error(`${it.type} ${id} went away under its lock`)
  return row
}

/** Deletes a resource, keeping what it was among the revisions. The caller holds the row's lock. */
export async function remove(db: Db, it: Resource, id: string, author: Author): Promise<void> {
  await db.run(sql`
    with gone as (
      delete from ${it.table} where id = ${id} returning id, revision, document, aside, claims, ${nextInstant} as at, created_at, created_by, created_reason${andCounted(it.tally)}),${tallyGone(it.tally, id)}
    freed as (
      delete from ${claim} using gone where key = any(gone.claims) and claim.id = gone.id),
    counted as (
      insert into resource_count as counter (type, slot, count)
      select ${it.type}, ${randomSlot()}::smallint, -1 from gone
      on conflict (type, slot) do update set count = counter.count - 1)
    insert into ${revision} (type, id, revision, document, aside, change, changed_at, changed_by, reason, created_at, created_by, created_reason)
    select ${it.type}, id, revision, document, aside, 'delete', at, ${author.name}, ${author.reason ?? null}, created_at, created_by, created_reason from gone`)
}

/** Now, under the row's lock, and later than its last change whatever the clock does: a transaction's own time is from before it waited. */
const nextInstant = sql.raw("greatest(clock_timestamp(), updated_at + interval '1 microsecond')")

export const randomSlot = (): number => Math.floor(Math.random() * 16)
