import { monotonicFactory } from 'ulid'
import type { Pool } from '../db/connect'
import { asTmfError, isDataError } from '../db/databaseError'
import { overloaded, type TmfError } from '../errors'
import type { Admitted, Held } from '../resource/admission'
import type { Author } from '../resource/caller'
import type { Document } from '../resource/json'
import type { Resource } from '../resource/resource'
import type { Row } from '../resource/row'
import { indexedValuesOf } from '../store/indexedColumns'
import { holdersOf, insertMany, type NewRow } from '../store/insert'
import type { Change, ChangeOutcome } from './change'
import { type ChangeLimits, makeChangeQueue } from './changeQueue'

/** What became of one document. `created` means committed. */
export type Outcome =
  | { result: 'created'; row: Row }
  | { result: 'held'; held: Held }
  | { result: 'refused'; error: TmfError }

/**
 * The one way to create and change resources. Callers bring many documents or one; what arrives while a commit is under way is committed together
 * in the next, so a busy server writes large batches and an idle one answers at once. Nobody waits for a timer.
 */
export interface Writer {
  /** Stores documents; resolves with one outcome for each, in order, once they are committed. Rejects with a 503 when the queue is full. */
  create(
    it: Resource,
    documents: Document[],
    options?: { id?: () => string; kind?: Kind; beside?: Beside[]; author?: Author },
  ): Promise<Outcome[]>
  /**
   * Changes resources; resolves with one outcome for each change, in order, once they are committed. Changes of one resource are made one after the
   * other. Rejects with a 503 when the queue is full.
   */
  change(it: Resource, changes: Change[]): Promise<ChangeOutcome[]>
  /** Documents and changes waiting or being committed. */
  waiting(): number
  /** Resolves when nothing is waiting. */
  drained(): Promise<void>
}

/**
 * How documents go beside those of others: `shared` ones are committed together, and what the database refuses among them is left out.
 * `bulk` is the same in a queue of its own, which takes turns with the others; rather than be turned away, it waits until half of the room is
 * free. Of `whole` all are stored or none: each call has a commit to itself.
 */
export type Kind = 'shared' | 'bulk' | 'whole'

/** What is stored beside each document. */
export type Beside = Partial<Pick<Admitted, 'aside' | 'claims'>>

const asideText = (beside: Beside | undefined): string | null => (beside?.aside ? JSON.stringify(beside.aside) : null)

interface Queue {
  it: Resource
  kind: Kind
  entries: Entry[]
}

interface Entry {
  rows: NewRow[]
  bytes: number
  settle(outcomes: Outcome[]): void
}

export interface WriterLimits extends ChangeLimits {
  /** Documents and bytes that may wait before callers are turned away. */
  maxWaiting: number
  maxBytes: number
  /** Documents in one commit. */
  maxBatch: number
  /** Commits under way at a time: while one waits for the disk, another uses the processor. */
  lanes: number
}

const usual: WriterLimits = {
  maxWaiting: 20_000,
  maxBytes: 64 * 2 ** 20,
  maxBatch: 500,
  lanes: 2,
  maxWaitingChanges: 20_000,
  maxChanges: 64,
  changeLanes: 2,
}

export function makeWriter(
  pool: Pool,
  limits: Partial<WriterLimits> = {},
  onCommit: (size: number, seconds: number) => void = () => {},
): Writer {
  const { maxWaiting, maxBytes, maxBatch, lanes, ...changeLimits } = { ...usual, ...limits }
  const nextId = monotonicFactory()
  const queues = new Map<string, Queue>()
  let waiting = 0
  let waitingBytes = 0
  let busy = 0
  let idle: (() => void)[] = []
  /** Resolves with the next commit. */
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

  /** The oldest waiting entries of one queue, up to a batch; queues take turns. */
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
    const outcomes = await store(pool, it, rows, kind !== 'whole')
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

  const isFull = (size: number, bytes: number, share: number): boolean =>
    waiting + size > maxWaiting * share || waitingBytes + bytes > maxBytes * share

  return {
    async create(it, documents, { id = nextId, kind = 'shared', beside = [], author } = {}) {
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
        claims: beside[index]?.claims ?? [],
        aside: asideText(beside[index]),
        author,
      }))
      waiting += rows.length
      waitingBytes += bytes
      return new Promise((settle) => {
        const name = `${it.path} ${kind}`
        const entry = { rows, bytes, settle }
        const queue = queues.get(name)
        if (queue) queue.entries.push(entry)
        else queues.set(name, { it, kind, entries: [entry] })
        // After the requests that are already here have joined.
        if (busy < lanes) queueMicrotask(pump)
      })
    },
    change: changes.change,
    waiting: allWaiting,
    drained: () => (allWaiting() === 0 ? Promise.resolve() : new Promise((done) => idle.push(done))),
  }
}

/**
 * Commits rows together; those that claim what others hold are left out. When the database refuses something among them, and they may part,
 * in halves, until only what it refuses is left out.
 */
async function store(pool: Pool, it: Resource, rows: NewRow[], mayPart: boolean, attempts = 3): Promise<Outcome[]> {
  try {
    const stored = await insert(pool, it, rows, mayPart)
    const left = rows.filter(({ id }) => !stored.has(id))
    const others = left.length > 0 ? await leftOut(pool, it, left, mayPart, attempts) : undefined
    return rows.map((row) => others?.get(row.id) ?? created(row))
  } catch (thrown) {
    if (mayPart && rows.length > 1 && isDataError(thrown)) {
      const middle = rows.length >> 1
      return [
        ...(await store(pool, it, rows.slice(0, middle), mayPart)),
        ...(await store(pool, it, rows.slice(middle), mayPart)),
      ]
    }
    const error = asTmfError(thrown)
    return rows.map(() => ({ result: 'refused', error }))
  }
}

/** What became of those that did not get what they claim. Those whose claims nobody holds any more are tried again. */
async function leftOut(
  pool: Pool,
  it: Resource,
  rows: NewRow[],
  mayPart: boolean,
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
  const again = mayPart && attempts > 0 && free.length > 0 ? await store(pool, it, free, mayPart, attempts - 1) : []
  for (const [index, row] of free.entries())
    outcomes.set(
      row.id,
      again[index] ?? { result: 'refused', error: overloaded('What it claims is changing hands. Try again.') },
    )
  return outcomes
}

/** A request that comes again meets its own unique values too: that it is a repetition says more. */
const requestsFirst = (one: Held, other: Held): number =>
  Number(other.claim.kind === 'request') - Number(one.claim.kind === 'request')

const created = ({ id, document, revision, aside }: NewRow): Outcome => ({
  result: 'created',
  row: { id, document, revision, aside },
})

/** Resolves with the ids of what is stored: of what may not part, all or none. */
async function insert(pool: Pool, it: Resource, rows: NewRow[], mayPart: boolean): Promise<Set<string>> {
  const isOneStatement =
    rows.every(({ claims }) => claims.length === 0) || (mayPart && rows.every(({ claims }) => claims.length <= 1))
  if (isOneStatement) return insertMany(pool, it, rows)
  let stored = new Set<string>()
  await pool
    .transaction(async (db) => {
      stored = await insertMany(db, it, rows)
      if (!mayPart && stored.size < rows.length) throw new NotWhole()
    })
    .catch((thrown) => {
      if (!(thrown instanceof NotWhole)) throw thrown
      stored = new Set()
    })
  return stored
}

/** Takes back a transaction. */
class NotWhole extends Error {}
