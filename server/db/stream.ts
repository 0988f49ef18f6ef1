import type postgres from 'postgres'
import { limits } from '../../shared/limits'
import { overloaded } from '../errors'
import { DatabaseError } from './databaseError'
import { beginWith, settingsOf } from './settings'

/** Some rows of a statement: for each row, the bytes of its columns. */
export type Batch = Uint8Array[][]

/** The rows of the first fetch and the most of any, and the bytes that a fetch aims at: rows may have a mebibyte each. */
const fetches = { first: 8, most: 100, bytes: 1024 * 1024 }

/** Streams the rows of statements, each on a connection of its own, so that a slow reader blocks no other statement. */
export interface Streams {
  /**
   * Streams the rows of one statement, from one snapshot. The next rows are fetched when the reader has taken the previous ones, the fewer the
   * larger those were. Cancelling the stream ends the statement.
   */
  start(text: string, values: unknown[]): Promise<ReadableStream<Batch>>
  /** Ends all running streams. */
  close(): Promise<void>
}

/**
 * Begins a transaction whose statement PostgreSQL ends when its connection closes. A pooler closes its connection to PostgreSQL when a client leaves in
 * a transaction; PostgreSQL looks for this every second while it computes.
 */
const beginStream = beginWith({ ...settingsOf(0), client_connection_check_interval: '1s' })

/**
 * `open` opens a client with one connection, which is not used again: the state of an interrupted connection is unknown. `terminate` ends a
 * connection in the database, by its process id there; it is undefined through a pooler, where that process may soon work for another client.
 * `maxStreams` is the maximum number of streams at a time.
 */
export function makeStreams(
  open: () => postgres.Sql,
  terminate: ((process: number) => Promise<unknown>) | undefined,
  maxStreams: number,
): Streams {
  /** The function that ends each stream. */
  const running = new Map<postgres.Sql, () => Promise<unknown>>()
  return {
    async start(text, values) {
      if (running.size >= maxStreams)
        throw overloaded(
          `${maxStreams} streams (exports, trials of specifications) are running, which is the maximum. Try again after the seconds in Retry-After.`,
          10,
        )
      const client = open()
      const end = () => {
        running.delete(client)
        return client.end({ timeout: 0 })
      }
      running.set(client, end)
      let isLate = false
      const late = setTimeout(() => {
        isLate = true
        void end()
      }, limits.connectionTime)
      // The driver cannot be interrupted while it connects.
      const [backend] = await client
        .unsafe<{ pid: number }[]>(terminate ? 'select pg_backend_pid() as pid' : beginStream)
        .catch(async (thrown) => {
          await end()
          throw isLate ? noConnection() : new DatabaseError(thrown)
        })
        .finally(() => clearTimeout(late))
      // Terminated, because a cancellation may arrive before the statement does, and PostgreSQL does not notice a closed connection while it computes.
      const leave = terminate ? () => terminate(backend?.pid ?? 0).then(end, end) : end
      running.set(client, leave)
      return read(client.unsafe<never[]>(text, values as postgres.ParameterOrJSON<never>[]).raw(), end, leave)
    },
    close: async () => {
      await Promise.all([...running.values()].map((leave) => leave()))
    },
  }
}

const noConnection = () =>
  overloaded(
    `The database gave no connection for a stream within ${limits.connectionTime / 1000} seconds. Try again after the seconds in Retry-After.`,
    5,
  )

function read(
  query: postgres.PendingRawQuery<never[]>,
  end: () => Promise<void>,
  leave: () => Promise<void>,
): ReadableStream<Batch> {
  let isOver = false
  let fetchNext = () => {}
  const sized = query as unknown as SizedQuery
  return new ReadableStream<Batch>(
    {
      start(controller) {
        // A callback, because the driver's iterator mistakes a connection that breaks between two batches for the end of the rows.
        const fetched = query.cursor(fetches.first, (batch): unknown => {
          if (isOver) return new Promise(() => {})
          sized.cursorRows = nextFetch(batch)
          const taken = new Promise<void>((done) => {
            fetchNext = done
          })
          controller.enqueue(batch)
          return taken
        })
        fetched
          .then(() => {
            if (!isOver) controller.close()
          })
          .catch((error) => controller.error(new DatabaseError(error)))
          .finally(() => {
            isOver = true
            return end()
          })
      },
      pull: () => fetchNext(),
      cancel() {
        if (isOver) return
        isOver = true
        return leave()
      },
    },
    { highWaterMark: 1 },
  )
}

/** The field of the driver's cursors that says how many rows to fetch next. The driver does not publish it; `package.json` pins its version. */
interface SizedQuery {
  cursorRows: number
}

/** The number of rows to fetch after a batch: as many of its size as the bytes allow, and at most twice as many as before. */
function nextFetch(batch: Batch): number {
  let bytes = 1
  for (const row of batch) for (const column of row) bytes += column?.byteLength ?? 0
  const fitting = Math.floor((fetches.bytes * batch.length) / bytes)
  return Math.max(1, Math.min(fitting, 2 * batch.length, fetches.most))
}
