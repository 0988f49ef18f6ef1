import { monotonicFactory } from 'ulid'
import type { Pool } from '../db/connect'
import { asTmfError, isAboutTheData, overloaded, sqlState, type TmfError } from '../errors'
import type { Document } from './json'
import type { Resource } from './resource'
import { columnValues, insertMany, type NewRow, type Row } from './store'

/** What became of one document. `created` means committed. */
export type Outcome = { result: 'created'; row: Row } | { result: 'refused'; error: TmfError }

/**
 * The one way to create resources. Callers bring many documents or one; what arrives while a commit is under way is committed together in
 * the next, so a busy server writes large batches and an idle one answers at once. Nobody waits for a timer.
 */
export interface Writer {
  /** Stores documents; resolves with one outcome for each, in order, once they are committed. Rejects with a 503 when the queue is full. */
  create(it: Resource, documents: Document[], options?: { id?: () => string }): Promise<Outcome[]>
  /** Documents waiting or being committed. */
  waiting(): number
  /** Resolves when nothing is waiting. */
  drained(): Promise<void>
}

interface Entry {
  rows: NewRow[]
  bytes: number
  settle(outcomes: Outcome[]): void
}

export interface WriterLimits {
  /** Documents and bytes that may wait before callers are turned away. */
  maxWaiting: number
  maxBytes: number
  /** Documents in one commit. */
  maxBatch: number
  /** Commits under way at a time: while one waits for the disk, another uses the processor. */
  lanes: number
}

const usual: WriterLimits = { maxWaiting: 20_000, maxBytes: 64 * 2 ** 20, maxBatch: 500, lanes: 2 }

export function makeWriter(pool: Pool, limits: Partial<WriterLimits> = {}, onCommit: (size: number, seconds: number) => void = () => {}): Writer {
  const { maxWaiting, maxBytes, maxBatch, lanes } = { ...usual, ...limits }
  const nextId = monotonicFactory()
  const queues = new Map<Resource, Entry[]>()
  let waiting = 0
  let waitingBytes = 0
  let busy = 0
  let idle: (() => void)[] = []

  function pump(): void {
    while (busy < lanes) {
      const next = takeBatch()
      if (!next) break
      busy++
      void commit(next.it, next.entries).then(() => {
        busy--
        pump()
      })
    }
    if (waiting === 0) {
      for (const done of idle) done()
      idle = []
    }
  }

  /** The oldest waiting entries of one resource, up to a batch; resources take turns. */
  function takeBatch(): { it: Resource; entries: Entry[] } | undefined {
    for (const [it, queue] of queues) {
      if (queue.length === 0) continue
      let size = 0
      let end = 0
      while (end < queue.length && (end === 0 || size + (queue[end]?.rows.length ?? 0) <= maxBatch)) size += queue[end++]?.rows.length ?? 0
      queues.delete(it)
      queues.set(it, queue.slice(end))
      return { it, entries: queue.slice(0, end) }
    }
    return undefined
  }

  async function commit(it: Resource, entries: Entry[]): Promise<void> {
    const started = performance.now()
    const rows = entries.flatMap((entry) => entry.rows)
    const outcomes = await store(pool, it, rows)
    onCommit(rows.length, (performance.now() - started) / 1000)
    let from = 0
    for (const { rows: own, bytes, settle } of entries) {
      settle(outcomes.slice(from, from + own.length))
      from += own.length
      waiting -= own.length
      waitingBytes -= bytes
    }
  }

  return {
    create(it, documents, { id = nextId } = {}) {
      const rows = documents.map((document) => ({ id: id(), document: JSON.stringify(document), revision: 1, columns: columnValues(it, document) }))
      const bytes = rows.reduce((sum, row) => sum + row.document.length, 0)
      if (waiting + rows.length > maxWaiting || waitingBytes + bytes > maxBytes) {
        return Promise.reject(overloaded(`${waiting} documents are waiting to be stored. Try again after the seconds in Retry-After.`))
      }
      if (rows.length === 0) return Promise.resolve([])
      waiting += rows.length
      waitingBytes += bytes
      return new Promise((settle) => {
        const queue = queues.get(it)
        const entry = { rows, bytes, settle }
        if (queue) queue.push(entry)
        else queues.set(it, [entry])
        // After the requests that are already here have joined.
        if (busy < lanes) queueMicrotask(pump)
      })
    },
    waiting: () => waiting,
    drained: () => (waiting === 0 ? Promise.resolve() : new Promise((done) => idle.push(done))),
  }
}

/** Commits rows together; when the database refuses something among them, in halves, until only what it refuses is left out. */
async function store(pool: Pool, it: Resource, rows: NewRow[]): Promise<Outcome[]> {
  try {
    await insertMany(pool, it, rows)
    return rows.map(({ id, document, revision }) => ({ result: 'created', row: { id, document, revision } }))
  } catch (thrown) {
    if (rows.length > 1 && isAboutTheData(sqlState(thrown) ?? '')) {
      const middle = rows.length >> 1
      return [...(await store(pool, it, rows.slice(0, middle))), ...(await store(pool, it, rows.slice(middle)))]
    }
    const error = asTmfError(thrown)
    return rows.map(() => ({ result: 'refused', error }))
  }
}
