import { type SQL, sql } from 'drizzle-orm'
import { type Db, type Pool, textOf } from '../db/connect'
import { partitionStarts } from '../db/partitions'
import { resourceCount, revision } from '../db/schema'
import type { Batch } from '../db/stream'
import { rangesAfter } from '../query/cursor'
import { type OrderTerm, orderBy } from '../query/sort'
import { type Resource, tableName } from '../resource/resource'
import type { PositionedRow, Row } from '../resource/row'
import type { Scope } from '../resource/scope'
import { visible, visiblePast } from './visible'

/** The conditions and the order of a list. `isDefault` is true for all resources in the default order; this statement is prepared once per connection. */
export interface Listing {
  where: SQL | undefined
  terms: OrderTerm[]
  isDefault: boolean
}

/** A range of a list: up to `limit` resources, after the first `offset` ones; counted from `position`, if given. It ends with the resource that exceeds `bytes`. */
export interface RowRange {
  position: (string | null)[] | undefined
  offset: number
  limit: number
  bytes: number
}

/** The size of a resource, in bytes. */
export const sizeOf = ({ document, aside }: Pick<Row, 'document' | 'aside'>): number =>
  Buffer.byteLength(document) + (aside === null ? 0 : Buffer.byteLength(aside))

type ReadRow = Row & Record<string, string | null>

export async function readRange(
  db: Pool,
  scope: Scope,
  it: Resource,
  { where: matching, terms, isDefault }: Listing,
  { position, offset, limit, bytes }: RowRange,
): Promise<PositionedRow[]> {
  const where = visible(scope, matching)
  const sortValues = sql.join(
    terms.map(({ value }, index) => sql`(${value})::text as ${sql.identifier(`sort_value_${index}`)}`),
    sql`, `,
  )
  const part = (condition: SQL | undefined, skipped: number) => sql`
    (select id, document, revision, aside, ${sortValues}
       from ${it.table}
      where ${sql.join([where, condition].filter((one) => one !== undefined).concat(sql`true`), sql` and `)}
      order by ${orderBy(terms)}
      limit ${limit + skipped})`
  const parts = position ? rangesAfter(terms, position) : [undefined]
  const months = where && terms.length === 1 ? await monthsOf(db, it, terms[0] as OrderTerm) : [undefined]
  const statement = sql`
    select * from (${sql.join(
      months.flatMap((month) =>
        parts.map((condition) =>
          part(month && condition ? sql`${month} and ${condition}` : (month ?? condition), offset),
        ),
      ),
      sql` union all `,
    )}) as part
     limit ${limit} offset ${offset}`
  const budget = { bytes, sizeOf }
  const rows = await (isDefault && !where ? db.run<ReadRow>(statement, budget) : db.runOnce<ReadRow>(statement, budget))
  return rows.map((row) => ({
    id: row.id,
    document: row.document,
    revision: row.revision,
    aside: row.aside,
    position: terms.map((_, index) => row[`sort_value_${index}`] ?? null),
  }))
}

/** A statement that selects `shown` from the newest matching resources. */
export async function newest(
  pool: Pool,
  scope: Scope,
  it: Resource,
  matching: SQL | undefined,
  shown: SQL,
  limit: number,
): Promise<SQL> {
  const where = visible(scope, matching)
  const id: OrderTerm = { value: sql`${it.table.id}`, type: 'text', descending: true, mayBeNull: false }
  const months = where ? await monthsOf(pool, it, id) : [undefined]
  const parts = months.map((month) => {
    const conditions = [where, month].filter((one) => one !== undefined).concat(sql`true`)
    return sql`(select ${shown} from ${it.table} where ${sql.join(conditions, sql` and `)} order by ${orderBy([id])} limit ${limit})`
  })
  return sql`select * from (${sql.join(parts, sql` union all `)}) as newest limit ${limit}`
}

/**
 * The monthly partitions as conditions on the id, in the order of the list. PostgreSQL plans each month separately by its own statistics: a value
 * that is rare in one month may be common in another.
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

export async function countWhere(db: Db, scope: Scope, it: Resource, where: SQL): Promise<number> {
  const [row] = await db.runOnce<{ count: string }>(
    sql`select count(*) as count from ${it.table} where ${visible(scope, where)}`,
  )
  return Number(row?.count)
}

/** The number of rows to read for an estimate. */
const sampleSize = 10_000

/** Estimates the number of matches: by the planner or, for conditions inside documents, which the planner can only guess, by a sample. */
export async function estimateWhere(db: Db, scope: Scope, it: Resource, matching: SQL): Promise<number> {
  const where = visible(scope, matching) ?? matching
  if (!isInside(where)) {
    const [row] = await db.runOnce<{ 'QUERY PLAN': string }>(
      sql`explain (format json) select from ${it.table} where ${where}`,
    )
    const [{ Plan }] = JSON.parse(row?.['QUERY PLAN'] ?? '') as [{ Plan: { 'Plan Rows': number } }]
    return Plan['Plan Rows']
  }
  const share = Math.min(1, sampleSize / Math.max(1, await countAll(db, scope, it)))
  const [row] = await db.runOnce<{ count: string }>(
    sql`select count(*) as count from ${it.table} tablesample system (${share * 100}) where ${where}`,
  )
  return Math.round(Number(row?.count) / share)
}

/** True if a condition reads the documents. */
const isInside = (where: SQL): boolean => /\bdocument\b/.test(textOf(where))

/** The number of resources that a scope shows. For the scope `Everything`, reads the counters, which every write updates, in constant time. */
export async function countAll(db: Db, scope: Scope, it: Resource): Promise<number> {
  const where = visible(scope)
  if (where) return countWhere(db, scope, it, where)
  const [row] = await db.run<{ count: string }>(
    sql`select coalesce(sum(count), 0) as count from ${resourceCount} where type = ${it.type}`,
  )
  return Number(row?.count)
}

/** One resource, if the scope shows it. */
export async function readOne(db: Db, scope: Scope, it: Resource, id: string): Promise<Row | undefined> {
  const condition = visible(scope)
  // The most frequent statement is text, as the builder would take a tenth of its time.
  const [row] = await (condition
    ? db.run<Row>(sql`select id, document, revision, aside from ${it.table} where id = ${id} and ${condition}`)
    : db.runText<Row>(`select id, document, revision, aside from ${tableName(it)} where id = $1`, [id]))
  return row
}

/** The first revision of a resource, even if the resource was deleted. */
export async function readFirst(db: Db, scope: Scope, it: Resource, id: string): Promise<Row | undefined> {
  const [row] = await db.run<Row>(sql`
    select id, document, revision, aside from ${it.table} where id = ${id} and revision = 1 and ${visible(scope) ?? sql`true`}
    union all
    select id, document, revision, aside from ${revision} where id = ${id} and revision = 1 and type = ${it.type} and ${visiblePast(scope)}`)
  return row
}

/** All resources of a list, from one snapshot: the bytes of `id`, `document` and `aside`. */
export const streamAll = (
  pool: Pool,
  scope: Scope,
  it: Resource,
  { where, terms }: Pick<Listing, 'where' | 'terms'>,
  { offset, limit }: { offset: number; limit: number | undefined },
): Promise<ReadableStream<Batch>> =>
  pool.stream(
    sql`
    select id, document, aside
      from ${it.table}
     where ${visible(scope, where) ?? sql`true`}
     order by ${orderBy(terms)}
     limit ${limit ?? null}::bigint offset ${offset}::bigint`,
  )

/** The ids and documents of matching resources, newest first, from one snapshot. */
export const streamNewest = (pool: Pool, scope: Scope, it: Resource, where: SQL): Promise<ReadableStream<Batch>> =>
  pool.stream(sql`select id, document from ${it.table} where ${visible(scope, where)} order by id desc`)
