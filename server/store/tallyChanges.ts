import { getTableName, type SQL, sql } from 'drizzle-orm'
import { decodeTime } from 'ulid'
import { firstIdAt } from '../db/partitions'
import { finest } from '../db/tally'
import type { Tally } from '../resource/resource'

/** The columns that decide where a resource is counted. */
export const countedColumns = (tally: Tally | undefined): string[] =>
  tally ? [tally.time, ...tally.by].map(({ name }) => name) : []

/** The same, at the end of a list of columns. */
export const andCounted = (tally: Tally | undefined): SQL =>
  sql.raw(
    countedColumns(tally)
      .map((name) => `, ${name}`)
      .join(''),
  )

const byOf = ({ by }: Tally): string => by.map(({ name }) => name).join(', ')

const intoChanges = (tally: Tally): string =>
  `insert into ${getTableName(tally.changes)} (happened_at, arrived_at, ${byOf(tally)}, count)`

/** A part of the statement that adds resources, `added`. `next` is the number of the first of its two parameters: see `arrivalsOf`. */
export const tallyAdded = (tally: Tally, next: number): string => `
    tallied as (
      ${intoChanges(tally)}
      select ${stepOf(tally.time.name)}, ($${next}::timestamptz[])[width_bucket(id, $${next + 1}::text[])], ${byOf(tally)}, count(*)
        from added
       group by 1, 2, ${byOf(tally)}),`

/** A part of the statement that changes a resource from what it `was`; `after` are the new values of its columns. */
export function tallyChanged(tally: Tally | undefined, id: string, after: Map<string, SQL>): SQL {
  if (!tally) return sql``
  const values = sql.join(
    countedColumns(tally).map((name) => after.get(name) ?? sql`null`),
    sql`, `,
  )
  return sql`,
    counts as (
      select ${sql.raw(stepOf(tally.time.name))} as happened_at, ${sql.raw(byOf(tally))}, count
        from (select ${sql.raw(countedColumns(tally).join(', '))}, -1 as count from was
              union all
              select ${values}, 1 from was) as each),
    tallied as (
      ${sql.raw(intoChanges(tally))}
      select happened_at, ${arrivedAt(id)}, ${sql.raw(byOf(tally))}, sum(count)
        from counts
       group by happened_at, ${sql.raw(byOf(tally))}
      having sum(count) <> 0)`
}

/** A part of the statement that deletes a resource, `gone`. */
export const tallyGone = (tally: Tally | undefined, id: string): SQL =>
  tally
    ? sql`
    tallied as (
      ${sql.raw(intoChanges(tally))}
      select ${sql.raw(stepOf(tally.time.name))}, ${arrivedAt(id)}, ${sql.raw(byOf(tally))}, -1 from gone),`
    : sql``

/** The steps in which resources arrived: where each begins, and its least id. */
export function arrivalsOf(ids: string[]): [begins: string[], firsts: string[]] {
  const found = new Map<string, string>()
  let [first, next] = ['', '']
  for (const id of ids) {
    // Those that are stored together have mostly come together.
    if (id >= first && id < next) continue
    const begin = beginOf(id)
    first = firstIdAt(begin)
    next = firstIdAt(begin + finest * 1000)
    found.set(first, new Date(begin).toISOString())
  }
  const inOrder = [...found].sort(([one], [other]) => (one < other ? -1 : 1))
  return [inOrder.map(([_, begin]) => begin), inOrder.map(([first]) => first)]
}

const beginOf = (id: string): number => Math.floor(decodeTime(id) / (finest * 1000)) * finest * 1000

const arrivedAt = (id: string): SQL => sql`${new Date(beginOf(id)).toISOString()}::timestamptz`

/** The finest step that an instant lies in. */
const stepOf = (instant: string): string => `date_bin('${finest} seconds', ${instant}, 'epoch')`
