import { type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Condition } from '../../shared/search'
import { dateTime } from '../../shared/tmf'
import { firstIdAt } from '../db/partitions'
import { isNull, readPeriods } from './filterValues'
import { instantOf, type Period } from './period'

/** The name by which callers filter, sort and select the time of arrival. Every id begins with it, so an index serves its conditions. */
export const arrival = 'arrival'

export const arrivalSchema = dateTime('Time of arrival at the server, to the millisecond')

/** The SQL of a condition on the time of arrival: ranges of ids. */
export function arrivalSql(id: PgColumn, condition: Condition): SQL {
  const { path, op, values } = condition
  if (op === 'isnull') return isNull(path, values) ? sql`false` : sql`true`
  const ranges = readPeriods(condition).map((period) => rangeSql(id, op === 'ne' ? 'eq' : op, idsOf(period)))
  const matches = sql`(${sql.join(ranges, sql` or `)})`
  return op === 'ne' ? sql`not ${matches}` : matches
}

/** The ids of a period: from the first of its ids to the first after it. */
const idsOf = ({ from, to }: Period) =>
  to === undefined
    ? { first: idAt(millisecondFrom(from)), end: idAt(millisecondFrom(from, 1n)) }
    : { first: idAt(millisecondFrom(from)), end: idAt(millisecondFrom(to)) }

/** The first whole millisecond at an instant, or, with `after` 1, later than the instant. */
function millisecondFrom(text: string, after = 0n): number {
  const microseconds = instantOf(text) ?? 0n
  return microseconds < 0n ? 0 : Number((microseconds + 999n + after) / 1000n)
}

/** The first id of a millisecond. No id begins with 8. */
const idAt = (at: number): string => (at < 2 ** 48 ? firstIdAt(at) : '8')

function rangeSql(id: PgColumn, op: Condition['op'], { first, end }: ReturnType<typeof idsOf>): SQL {
  if (op === 'gt') return sql`${id} >= ${end}`
  if (op === 'gte') return sql`${id} >= ${first}`
  if (op === 'lt') return sql`${id} < ${first}`
  if (op === 'lte') return sql`${id} < ${end}`
  return sql`(${id} >= ${first} and ${id} < ${end})`
}
