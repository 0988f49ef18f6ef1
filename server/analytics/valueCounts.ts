import { type SQL, sql } from 'drizzle-orm'
import type { Search } from '../../shared/search'
import type { Pool } from '../db/connect'
import { timeBoxed } from '../db/timeBoxed'
import { matchDocument } from '../query/matchDocument'
import type { Caller } from '../resource/caller'
import type { Document } from '../resource/json'
import { representationOf } from '../resource/represent'
import { baseOf } from '../resource/resource'
import type { Scope } from '../resource/scope'
import { newest } from '../store/rows'
import { searchSql } from '../store/searchSql'
import { usage } from '../usage/usage'
import type { ValuedAttribute } from './valuedAttribute'
import { mostBytes, sampleSize } from './valuesDetail'

/** The number of sampled usages that have each value, in the spelling of the newest. */
interface Sample {
  counts: Map<string, number>
  /** The number of matching usages that were read. */
  of: number
  /** True if more usages may match. */
  isSample: boolean
}

/** The time limits in milliseconds: to read the newest matching usages, and, if that fails, the newest of all. */
const timeLimit = 200
const longerTimeLimit = 1000
/** The effort that matching conditions in JavaScript may take. */
const mostEffort = 5_000_000
/** Larger documents are skipped, because many of them would fill the memory. PostgreSQL knows their length without reading them. */
const isRead = sql`octet_length(document::text) <= ${mostBytes}`

/** Counts the values of an attribute in the newest matching usages. If finding these takes too long, it matches the newest of all usages. */
export async function sampleOf(
  pool: Pool,
  attribute: ValuedAttribute,
  search: Search,
  caller: Caller,
): Promise<Sample> {
  const fits = await searchSql(pool, usage, search, caller)
  const rows = await read<{ part: string | null }>(
    pool,
    caller.scope,
    fits,
    sql`${attribute.part} as part`,
    JSON.stringify([attribute.asked, search.any, search.filter]),
    timeLimit,
  )
  if (!rows) return amongNewest(pool, attribute, search, caller)
  const usages = rows.map(({ part }) => (part === null ? {} : attribute.read(part)))
  return { ...counted(attribute, usages), isSample: rows.length === sampleSize }
}

async function amongNewest(pool: Pool, attribute: ValuedAttribute, search: Search, caller: Caller): Promise<Sample> {
  const rows = await read<{ id: string; document: string }>(
    pool,
    caller.scope,
    undefined,
    sql`id, document`,
    'newest',
    longerTimeLimit,
  )
  const fits = matchDocument(usage, search)
  const effort = { left: mostEffort }
  const usages =
    rows?.map((row) => representationOf(usage, row, baseOf(usage, caller))).filter((one) => fits(one, effort)) ?? []
  return { ...counted(attribute, usages), isSample: !rows || rows.length === sampleSize }
}

async function read<Row extends object>(
  pool: Pool,
  scope: Scope,
  fits: SQL | undefined,
  shown: SQL,
  question: string,
  milliseconds: number,
): Promise<Row[] | undefined> {
  const statement = await newest(pool, scope, usage, fits ? sql`${fits} and ${isRead}` : isRead, shown, sampleSize)
  return timeBoxed(pool, `values of ${question}`, milliseconds, (db) => db.runOnce<Row>(statement))
}

function counted({ texts }: ValuedAttribute, usages: Document[]): Omit<Sample, 'isSample'> {
  const found = new Map<string, { spelling: string; count: number }>()
  for (const one of usages)
    for (const [key, text] of texts(one)) {
      const { spelling, count } = found.get(key) ?? { spelling: text, count: 0 }
      found.set(key, { spelling, count: count + 1 })
    }
  return { counts: new Map([...found.values()].map(({ spelling, count }) => [spelling, count])), of: usages.length }
}
