import { monotonicFactory } from 'ulid'
import { limits } from '../../shared/limits'
import type { Pool } from '../db/connect'
import { asTmfError, isDataError, refusedDocument } from '../db/databaseError'
import { overloaded, type TmfError } from '../errors'
import type { Admitted, Held } from '../resource/admission'
import type { Author } from '../resource/caller'
import type { Document } from '../resource/json'
import type { Resource } from '../resource/resource'
import type { Row } from '../resource/row'
import { newNamesIn, recordNewNames } from '../store/attributeNames'
import { indexedValuesOf } from '../store/indexedColumns'
import { holdersOf, insertMany, type NewRow } from '../store/insert'
import type { Change, ChangeOutcome } from './change'
import { type ChangeLimits, makeChangeQueue } from './changeQueue'

/** The outcome of one document. `created` means committed. */
export type Outcome =
  | { result: 'created'; row: Row }
  | { result: 'held'; held: Held }
  | { result: 'refused'; error: TmfError }

/**
 * The only way to create and change resources. Each call has one document or many. Documents that arrive during a commit are committed together in
 * the next one, so a busy server writes large batches and an idle server answers immediately. No call waits for a timer.
 */
export interface Writer {
  /** Stores documents. After the commit, resolves with one outcome for each, in order. Rejects with a 503 if the queue is full. */
  create(
    it: Resource,
    documents: Document[],
    options?: { id?: () => string; kind?: Kind; extras?: Extras[]; author?: Author },
  ): Promise<Outcome[]>
  /**
   * Changes resources. After the commit, resolves with one outcome for each change, in order. Changes of the same resource are made one after the
   * other. Rejects with a 503 if the queue is full.
   */
  change(it: Resource, changes: Change[]): Promise<ChangeOutcome[]>
  /** The number of documents and changes that are waiting or being committed. */
  waiting(): number
  /** Resolves when nothing is waiting. */
  drained(): Promise<void>
}

/**
 * How documents share commits with those of other calls. `shared` documents are committed together, without those that the database refuses. `bulk`
 * documents are, too, but in a separate queue, which takes turns with the others; instead of a 503, a bulk call waits until the queue is at most half
 * full. `whole` documents are stored all or none: each call has its own commit.
 */
export type Kind = 'shared' | 'bulk' | 'whole'

/** The claims of each document, and its attributes that are shown only if `fields` names them. */
export type Extras = Partial<Pick<Admitted, 'aside' | 'claims'>>

const asideText = (extras: Extras | undefined): string | null => (extras?.aside ? JSON.stringify(extras.aside) : null)

interface Queue {
  it: Resource
  kind: Kind
  entries: Entry[]
}

interface Entry {
  /** When it came, in milliseconds of `performance.now()`. */
  since: number
  rows: NewRow[]
  bytes: number
  settle(outcomes: Outcome[]): void
}

export interface WriterLimits extends ChangeLimits {
  /** The maximum numbers of waiting documents and bytes; beyond them, callers get a 503. */
  maxWaiting: number
  maxBytes: number
  /** The maximum number of documents in one commit. */
  maxBatch: number
  /** The maximum number of concurrent commits: while one waits for the disk, another uses the processor. */
  lanes: number
}

const late = 'Earlier writes took too long, and this one was not made. Try again after the seconds in Retry-After.'

const usual: WriterLimits = {
  maxWaiting: limits.queuedDocuments,
  maxBytes: limits.queuedBytes,
  maxBatch: 500,
  lanes: 2,
  maxWaitingChanges: limits.queuedDocuments,
  maxWaitingSize: limits.queuedBytes,
  maxWait: limits.queueTime,
  maxChanges: 64,
  changeLanes: 2,
}

export function makeWriter(
  pool: Pool,
  own: Partial<WriterLimits> = {},
  onCommit: (size: number, seconds: number) => void = () => {},
): Writer {
  const { maxWaiting, maxBytes, maxBatch, lanes, ...changeLimits } = { ...usual, ...own }
  const nextId = monotonicFactory()
  const queues = new Map<string, Queue>()
  let waiting = 0
  let waitingBytes = 0
  let busy = 0
  let idle: (() => void)[] = []
  /** Resolves after the next commit. */
  let freed = Promise.withResolvers<void>()

  const changes = makeChangeQueue(pool, changeLimits, onCommit, noteIdle)
  const allWaiting = () => waiting + changes.waiting()

  function noteIdle(): void {
    if (allWaiting() > 0) return
    for (const done of idle) done()
    idle = []
  }

  function pump(): void {
    while (busy < lanes) {
      const next = takeBatch()
      if (!next) break
      busy++
      void commit(next).then(() => {
        busy--
        pump()
      })
    }
    noteIdle()
  }

  /** Takes the oldest entries of one queue, up to the size of a batch. Queues take turns. */
  function takeBatch(): Queue | undefined {
    for (const [name, { it, kind, entries }] of queues) {
      if (entries.length === 0) continue
      const most = kind === 'whole' ? 1 : maxBatch
      let size = 0
      let end = 0
      while (end < entries.length && (end === 0 || size + (entries[end]?.rows.length ?? 0) <= most))
        size += entries[end++]?.rows.length ?? 0
      queues.delete(name)
      queues.set(name, { it, kind, entries: entries.slice(end) })
      return { it, kind, entries: entries.slice(0, end) }
    }
    return undefined
  }

  async function commit({ it, kind, entries }: Queue): Promise<void> {
    const started = performance.now()
    const rows = entries.flatMap((entry) => entry.rows)
    const outcomes =
      started - (entries[0]?.since ?? started) > longest(kind)
        ? rows.map((): Outcome => ({ result: 'refused', error: overloaded(late) }))
        : await store(pool, it, rows, kind !== 'whole')
    onCommit(rows.length, (performance.now() - started) / 1000)
    let from = 0
    for (const { rows: own, bytes, settle } of entries) {
      settle(outcomes.slice(from, from + own.length))
      from += own.length
      waiting -= own.length
      waitingBytes -= bytes
    }
    freed.resolve()
    freed = Promise.withResolvers()
  }

  /** Milliseconds that documents may wait for others before they are refused. A stream waits longer, as its next documents wait for these. */
  const longest = (kind: Kind): number => (kind === 'bulk' ? 3 : 1) * changeLimits.maxWait

  const isFull = (size: number, bytes: number, share: number): boolean =>
    waiting + size > maxWaiting * share || waitingBytes + bytes > maxBytes * share

  return {
    async create(it, documents, { id = nextId, kind = 'shared', extras = [], author } = {}) {
      // Awaits only new names, so that documents of one moment share a commit.
      const names = newNamesIn(pool, it, documents)
      if (names.length > 0) await recordNewNames(pool, it, names)
      const texts = documents.map((document) => JSON.stringify(document))
      const bytes = texts.reduce((sum, text) => sum + text.length, 0)
      if (kind === 'bulk') while (waiting > 0 && isFull(texts.length, bytes, 0.5)) await freed.promise
      else if (isFull(texts.length, bytes, 1))
        throw overloaded(`${waiting} documents are waiting to be stored. Try again after the seconds in Retry-After.`)
      if (texts.length === 0) return []
      const rows = documents.map((document, index) => ({
        id: id(),
        document: texts[index] as string,
        revision: 1,
        columns: indexedValuesOf(it, document),
        claims: extras[index]?.claims ?? [],
        aside: asideText(extras[index]),
        author,
      }))
      waiting += rows.length
      waitingBytes += bytes
      return new Promise((settle) => {
        const name = `${it.path} ${kind}`
        const entry = { since: performance.now(), rows, bytes, settle }
        const queue = queues.get(name)
        if (queue) queue.entries.push(entry)
        else queues.set(name, { it, kind, entries: [entry] })
        // Deferred, so that requests that have already arrived join this commit.
        if (busy < lanes) queueMicrotask(pump)
      })
    },
    change: changes.change,
    waiting: allWaiting,
    drained: () => (allWaiting() === 0 ? Promise.resolve() : new Promise((done) => idle.push(done))),
  }
}

/**
 * Commits rows together, without those whose claims other resources hold. If the database refuses the data of a row and `maySplit` is true, stores
 * each half separately, and so on, until only the refused rows are not stored.
 */
async function store(pool: Pool, it: Resource, rows: NewRow[], maySplit: boolean, attempts = 3): Promise<Outcome[]> {
  try {
    const stored = await insert(pool, it, rows, maySplit)
    const left = rows.filter(({ id }) => !stored.has(id))
    // The other rows are committed, whatever becomes of these.
    const others =
      left.length > 0
        ? await resolveConflicts(pool, it, left, maySplit, attempts).catch((thrown) => allRefused(left, thrown))
        : undefined
    return rows.map((row) => others?.get(row.id) ?? created(row))
  } catch (thrown) {
    if (maySplit && rows.length > 1 && isDataError(thrown)) {
      const middle = rows.length >> 1
      return [
        ...(await store(pool, it, rows.slice(0, middle), maySplit)),
        ...(await store(pool, it, rows.slice(middle), maySplit)),
      ]
    }
    return [...allRefused(rows, refusedDocument(thrown)).values()]
  }
}

const allRefused = (rows: NewRow[], thrown: unknown): Map<string, Outcome> =>
  new Map(rows.map(({ id }) => [id, { result: 'refused', error: asTmfError(thrown) }]))

/** The outcomes of rows that could not obtain their claims. Rows whose claims no resource holds any more are stored in a new attempt. */
async function resolveConflicts(
  pool: Pool,
  it: Resource,
  rows: NewRow[],
  maySplit: boolean,
  attempts: number,
): Promise<Map<string, Outcome>> {
  const held = await holdersOf(
    pool,
    rows.flatMap(({ claims }) => claims),
  )
  const outcomes = new Map<string, Outcome>()
  const free: NewRow[] = []
  for (const row of rows) {
    const [found] = held.filter(({ claim }) => row.claims.includes(claim)).sort(requestsFirst)
    if (found) outcomes.set(row.id, { result: 'held', held: found })
    else free.push(row)
  }
  const again = maySplit && attempts > 0 && free.length > 0 ? await store(pool, it, free, maySplit, attempts - 1) : []
  for (const [index, row] of free.entries())
    outcomes.set(
      row.id,
      again[index] ?? {
        result: 'refused',
        error: overloaded('Another request is changing a claim of the resource. Try again.'),
      },
    )
  return outcomes
}

/** Sorts claims of requests first: a repeated request also conflicts with its own unique values, but must be recognized as a repetition. */
const requestsFirst = (one: Held, other: Held): number =>
  Number(other.claim.kind === 'request') - Number(one.claim.kind === 'request')

const created = ({ id, document, revision, aside }: NewRow): Outcome => ({
  result: 'created',
  row: { id, document, revision, aside },
})

/** Stores rows; resolves with the ids of the stored ones. Without `maySplit`, stores all or none. */
async function insert(pool: Pool, it: Resource, rows: NewRow[], maySplit: boolean): Promise<Set<string>> {
  const isOneStatement =
    rows.every(({ claims }) => claims.length === 0) || (maySplit && rows.every(({ claims }) => claims.length <= 1))
  if (isOneStatement) return insertMany(pool.writes, it, rows)
  let stored = new Set<string>()
  await pool.writes
    .transaction(async (db) => {
      stored = await insertMany(db, it, rows)
      if (!maySplit && stored.size < rows.length) throw new Incomplete()
    })
    .catch((thrown) => {
      if (!(thrown instanceof Incomplete)) throw thrown
      stored = new Set()
    })
  return stored
}

/** Rolls back a transaction. */
class Incomplete extends Error {}
