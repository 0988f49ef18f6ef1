import type { Revision } from '../../shared/api/revisions'
import type { Context } from '../context'
import type { Pool } from '../db/connect'
import { waitForWritesUnderWay } from '../db/writesUnderWay'
import { badRequest, TmfError, unknownId } from '../errors'
import { difference } from '../patch/difference'
import { type Period, readPeriod } from '../query/period'
import type { Caller } from '../resource/caller'
import { type Document, shorten } from '../resource/json'
import { representer } from '../resource/represent'
import { baseOf, isId, type Resource } from '../resource/resource'
import type { Row } from '../resource/row'
import { type PastRow, readAsOf, readRevisions, secondsUntil } from '../store/revisions'
import { startTimeSlice } from '../yieldToOthers'

/** A resource as it was at a point in time, or at the end of a day, month or year of a time zone. */
export async function retrieveAsOf(
  { pool }: Context,
  it: Resource,
  id: string,
  { asOf, zone }: { asOf: string; zone?: string },
  { scope }: Caller,
): Promise<Row> {
  const period = readPeriod(asOf, zone)
  if (!period) {
    throw badRequest(
      'invalidInstant',
      'Invalid asOf',
      `asOf must be a date and time with an offset, such as 2026-11-23T10:14:00Z, or a day, month or year, such as 2026-11-23, for its end; got ${shorten(asOf)}.`,
    )
  }
  if (!isId(id)) throw unknownId(it.type, id)
  await waitFor(pool, period)
  const row = await readAsOf(pool, scope, it, id, period)
  if (row?.existed) return row
  if (row) throw notAsOf(it, asOf, `The ${it.type} was created at ${row.createdAt}. Use an asOf from then on.`)
  const [last] = await readRevisions(pool, scope, it, id, null, 1)
  throw last
    ? notAsOf(it, asOf, `The ${it.type} was deleted at ${last.changedAt}. Use an earlier asOf.`)
    : unknownId(it.type, id)
}

/** An instant may be ahead of the clock of the database by this many seconds, because clocks differ. */
const maxAhead = 5

/**
 * Waits until a period is over and no write can any more change what is known about it, so that the same `asOf` always has the same answer. A day,
 * month or year that is not over is answered as of now.
 */
async function waitFor(pool: Pool, { from, to }: Period): Promise<void> {
  const begun = await secondsUntil(pool, from)
  const ahead = to === undefined || begun > maxAhead ? begun : await secondsUntil(pool, to)
  if (to !== undefined && begun <= 0 && ahead > 0) return
  if (ahead > maxAhead) {
    throw badRequest(
      'futureInstant',
      'asOf is in the future',
      `The state at ${from} is not known yet. Leave out asOf for the present state.`,
    )
  }
  if (ahead > 0) await Bun.sleep(ahead * 1000 + 1)
  await waitForWritesUnderWay(pool)
}

const notAsOf = (it: Resource, asOf: string, message: string) =>
  new TmfError(404, 'notThereThen', `The ${it.type} did not exist at ${asOf}`, message)

/** A range of revisions: up to `limit`, with numbers below `before`. */
export interface RevisionRange {
  limit: number
  before: number | null
}

/** The revisions of a resource as a JSON array, newest first. `next` is the value of `before` for the next page. */
export async function revisionsOf(
  { pool }: Context,
  it: Resource,
  id: string,
  { limit, before }: RevisionRange,
  caller: Caller,
): Promise<{ text: string; next: number | undefined }> {
  if (!isId(id)) throw unknownId(it.type, id)
  // Reads one more revision than requested, because a change is the difference from the revision before.
  const rows = await readRevisions(pool, caller.scope, it, id, before, limit + 1)
  if (rows.length === 0 && (before === null || (await readRevisions(pool, caller.scope, it, id, null, 1)).length === 0))
    throw unknownId(it.type, id)
  const entries = (await entriesOf(it, rows, baseOf(it, caller)))
    .filter(({ revision }) => before === null || revision < before)
    .slice(0, limit)
  const last = entries.at(-1)?.revision ?? 1
  return { text: `[${entries.map(({ text }) => text).join(',')}]`, next: last > 1 ? last : undefined }
}

interface Entry {
  revision: number
  text: string
}

/** The length of two documents, in characters, up to which their difference is told attribute by attribute of all levels. */
const mostCompared = 256 * 1024

async function entriesOf(it: Resource, rows: PastRow[], base: string): Promise<Entry[]> {
  const represent = representer(it, base, undefined)
  const slice = startTimeSlice()
  const entries: Entry[] = []
  const [newest] = rows
  if (newest?.change === 'delete') entries.push(entry(newest.revision + 1, { ...changeOf(newest), deleted: true }))
  let after = newest && (JSON.parse(newest.document) as Document)
  for (const [index, row] of rows.entries()) {
    if (slice.isOver()) await slice.yieldToOthers()
    const document = represent(row)
    const replaced = rows[index + 1]
    const before = replaced && (JSON.parse(replaced.document) as Document)
    if (slice.isOver()) await slice.yieldToOthers()
    const isLarge = row.document.length + (replaced?.document.length ?? 0) > mostCompared
    if (replaced && before && after)
      entries.push(entry(row.revision, { ...changeOf(replaced), change: difference(before, after, isLarge) }, document))
    else if (row.revision === 1)
      entries.push(entry(1, { at: row.createdAt, by: row.createdBy, reason: row.createdReason }, document))
    after = before
  }
  return entries
}

/** The time, the author and the reason of the change that replaced a revision. */
const changeOf = ({ changedAt, changedBy, reason }: PastRow) => ({ at: changedAt, by: changedBy, reason })

type Described = Omit<Revision<Document>, 'revision' | 'document'>

/** A revision as JSON. Null means unknown, and is omitted. The document is copied as text. */
function entry(
  revision: number,
  described: { [Name in keyof Described]: Described[Name] | null },
  document?: string,
): Entry {
  const known = Object.entries(described).filter(([_name, value]) => value !== null)
  const text = JSON.stringify({ revision, ...Object.fromEntries(known) })
  return { revision, text: document ? `${text.slice(0, -1)},"document":${document}}` : text }
}
