import { type SQL, sql } from 'drizzle-orm'
import type { Search } from '../../shared/search'
import type { Pool } from '../db/connect'
import { timeBoxed } from '../db/timeBoxed'
import { searchSql } from '../query/jsonPathFilter'
import { matchDocument } from '../query/matchDocument'
import type { Document } from '../resource/json'
import { hrefOf } from '../resource/resource'
import { newest } from '../store/rows'
import { usage } from '../usage/usage'
import type { ValuedAttribute } from './valuedAttribute'
import { mostBytes, sampleSize } from './valuesDetail'

/** How many of some usages have each value. */
interface Sample {
  counts: Map<string, number>
  /** How many usages were looked at that fit. */
  of: number
  /** Whether there may be more that fit. */
  isSample: boolean
}

/** How long the newest usages that fit are looked for, and then the newest of all, in milliseconds. */
const timeLimit = 200
const longerTimeLimit = 1000
/** How much conditions may look at. */
const mostEffort = 5_000_000
/** Larger documents are passed over, as many of them would fill the memory. Their length is known without reading them. */
const isRead = sql`octet_length(document::text) <= ${mostBytes}`

/** The values of an attribute among the newest usages that fit. Where these are not found quickly, those of the newest of all that do. */
export async function sampleOf(pool: Pool, attribute: ValuedAttribute, search: Search, base: string): Promise<Sample> {
  const fits = await searchSql(pool, usage, search, base)
  const rows = await read<{ part: string | null }>(
    pool,
    fits,
    sql`${attribute.part} as part`,
    JSON.stringify([attribute.asked, search.any, search.filter]),
    timeLimit,
  )
  if (!rows) return amongNewest(pool, attribute, search, base)
  const usages = rows.map(({ part }) => (part === null ? {} : attribute.read(part)))
  return { ...counted(attribute, usages), isSample: rows.length === sampleSize }
}

async function amongNewest(pool: Pool, attribute: ValuedAttribute, search: Search, base: string): Promise<Sample> {
  const rows = await read<{ id: string; document: string }>(
    pool,
    undefined,
    sql`id, document`,
    'newest',
    longerTimeLimit,
  )
  const fits = matchDocument(usage, search)
  const effort = { left: mostEffort }
  const usages =
    rows
      ?.map(({ id, document }): Document => ({ id, href: hrefOf(usage, id, base), ...JSON.parse(document) }))
      .filter((one) => fits(one, effort)) ?? []
  return { ...counted(attribute, usages), isSample: !rows || rows.length === sampleSize }
}

async function read<Row extends object>(
  pool: Pool,
  fits: SQL | undefined,
  shown: SQL,
  question: string,
  milliseconds: number,
): Promise<Row[] | undefined> {
  const statement = await newest(pool, usage, fits ? sql`${fits} and ${isRead}` : isRead, shown, sampleSize)
  return timeBoxed(pool, `values of ${question}`, milliseconds, (db) => db.runOnce<Row>(statement))
}

function counted({ texts }: ValuedAttribute, usages: Document[]): Omit<Sample, 'isSample'> {
  const counts = new Map<string, number>()
  for (const one of usages) for (const text of texts(one)) counts.set(text, (counts.get(text) ?? 0) + 1)
  return { counts, of: usages.length }
}
