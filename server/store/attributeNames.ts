import { sql } from 'drizzle-orm'
import { limits } from '../../shared/limits'
import { anything, type Search } from '../../shared/search'
import type { Db, Pool } from '../db/connect'
import { attributeName, missingNames } from '../db/schema'
import { isLikelyMistake, undeclaredPart, unknownAttribute, unknownSortKey } from '../query/unknownAttribute'
import { undeclaredIn } from '../resource/attributeNames'
import type { Document } from '../resource/json'
import type { Resource } from '../resource/resource'
import { longForm } from '../resource/resource'
import { startTimeSlice } from '../yieldToOthers'

/** The undeclared attributes that stored documents of each type are known to have. Names are never removed, so no entry is ever wrong. */
const knownNames = () => new Map<string, Set<string>>()
/** The types that are marked as having more attributes than are recorded. */
const markedTypes = () => new Set<string>()

function knownOf(pool: Pool, { type }: Pick<Resource, 'type'>): Set<string> {
  const known = pool.caches.of(knownNames)
  const own = known.get(type) ?? new Set<string>()
  known.set(type, own)
  return own
}

/**
 * The undeclared attributes of documents that are not yet known to be stored, each once. Longer names are left out, because a query cannot tell
 * whether they are stored.
 */
export function newNamesIn(pool: Pool, it: Resource, documents: Document[]): string[] {
  const known = knownOf(pool, it)
  const found = new Set<string>()
  if (pool.caches.of(markedTypes).has(it.type)) return []
  for (const document of documents)
    for (const { name } of undeclaredIn(it.face.schema, document))
      if (name.length <= limits.attributeNameLength && !known.has(name)) found.add(name)
  return [...found].sort()
}

/**
 * Records that documents have attributes, before or together with the documents, so that a query never denies an attribute that is stored. Beyond
 * the limit, the type is marked as one with more attributes than are recorded.
 */
export async function recordNames(db: Db, it: Resource, names: string[]): Promise<{ isMarked: boolean }> {
  if (names.length === 0) return { isMarked: false }
  const [marked] = await db.run(sql`
    with room as (
      select ${limits.attributeNames}::bigint - count(*) >= ${names.length} as is_enough from ${attributeName} where type = ${it.type}),
    recorded as (
      insert into ${attributeName} (type, name)
      select ${it.type}, name from unnest(${sql.param(names)}::text[]) as name, room where is_enough
      on conflict do nothing)
    insert into ${missingNames} (type, after_id)
    select ${it.type}, null from room where not is_enough
    on conflict (type) do update set after_id = null
    returning type`)
  return { isMarked: marked !== undefined }
}

/** Notes names that are committed. */
export function rememberNames(pool: Pool, it: Resource, names: string[]): void {
  const known = knownOf(pool, it)
  for (const name of names) known.add(name)
}

/** Records new names of documents that are about to be stored. */
export async function recordNewNames(pool: Pool, it: Resource, names: string[]): Promise<void> {
  if (names.length === 0) return
  const { isMarked } = await recordNames(pool.writes, it, names)
  if (isMarked) pool.caches.of(markedTypes).add(it.type)
  else rememberNames(pool, it, names)
}

/** Answers 400 if a condition or sort key of a search names an attribute that is neither declared nor stored. */
export async function refuseUnknownNames(pool: Pool, it: Resource, { any, sort = [] }: Search): Promise<void> {
  for (const { path } of any.flat()) await refuseUnknown(pool, it, path, unknownAttribute)
  for (const { path } of sort) await refuseUnknown(pool, it, path, unknownSortKey)
}

/** Answers 400 if a path names an attribute that is neither declared nor stored. */
export async function refuseUnknown(
  pool: Pool,
  it: Resource,
  asked: string,
  refusal: typeof unknownAttribute = unknownAttribute,
): Promise<void> {
  // Without search keys, `any` is the name of an attribute.
  if (asked === anything && it.keyed) return
  const { path } = asked === anything ? { path: 'any' } : longForm(it, asked)
  const part = undeclaredPart(it, path)
  if (part === undefined) return
  const stored = await isStored(pool, it, part)
  // What looks like a mistake is refused also where not all names are known.
  if (stored === false || (stored === undefined && isLikelyMistake(it, path, part))) throw refusal(it, path, part)
}

/** Whether a stored document has the attribute; undefined if that is not known. One look-up in an index for a name that is not known yet. */
async function isStored(pool: Pool, it: Resource, name: string): Promise<boolean | undefined> {
  if (knownOf(pool, it).has(name)) return true
  if (name.length > limits.attributeNameLength) return undefined
  const [row] = await pool.run<{ stored: boolean; unsure: boolean }>(sql`
    select exists (select from ${attributeName} where type = ${it.type} and name = ${name}) as stored,
           exists (select from ${missingNames} where type = ${it.type}) as unsure`)
  if (row?.stored) rememberNames(pool, it, [name])
  return row?.stored ? true : row?.unsure ? undefined : false
}

/** The number of documents that are read at a time. */
const batchSize = 100

/** Records the attributes of resources that were stored before names were recorded, for at most `milliseconds`. */
export async function recordMissingNames(pool: Pool, resources: Resource[], milliseconds: number): Promise<void> {
  const until = performance.now() + milliseconds
  for (const it of resources) {
    const [row] = await pool.run<{ id: string | null }>(
      sql`select after_id as id from ${missingNames} where type = ${it.type}`,
    )
    let after = row?.id ?? undefined
    while (after !== undefined && performance.now() < until) after = await recordNamesAfter(pool, it, after)
  }
}

/** Records the attributes of the next resources after an id. Resolves with the last id, or undefined if there are no more. */
async function recordNamesAfter(pool: Pool, it: Resource, after: string): Promise<string | undefined> {
  const rows = await pool.run<{ id: string; document: string }>(
    sql`select id, document from ${it.table} where id > ${after} order by id limit ${batchSize}`,
  )
  const slice = startTimeSlice()
  for (const { document } of rows) {
    if (slice.isOver()) await slice.yieldToOthers()
    await recordNewNames(pool, it, newNamesIn(pool, it, [JSON.parse(document)]))
  }
  const last = rows.at(-1)?.id
  const isEnd = rows.length < batchSize
  // A type that got more names than the limit meanwhile stays marked.
  await pool.run(
    isEnd
      ? sql`delete from ${missingNames} where type = ${it.type} and after_id is not null`
      : sql`update ${missingNames} set after_id = ${last} where type = ${it.type} and after_id is not null`,
  )
  return isEnd ? undefined : last
}
