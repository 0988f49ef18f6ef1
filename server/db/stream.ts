import type postgres from 'postgres'
import { overloaded } from '../errors'
import { DatabaseError } from './databaseError'

/** How many statements may stream at a time. */
const maxStreams = 4

/** Some rows of a statement, each the bytes of its columns. */
export type Batch = Uint8Array[][]

/** Streams of statements, each on a connection of its own, so that no other statement waits for their readers. */
export interface Streams {
  /**
   * The rows of one statement, which sees one snapshot: the next `size` of them are fetched when the reader has taken those before.
   * A reader that cancels ends the statement.
   */
  start(text: string, values: unknown[], size: number): Promise<ReadableStream<Batch>>
  /** Breaks off what still runs. */
  close(): Promise<void>
}

/**
 * `open` opens a client with one connection; it is never used again, as no driver can say in which state a broken-off one is. `terminate` ends
 * a connection from the side of the database, by its process there.
 */
export function makeStreams(open: () => postgres.Sql, terminate: (process: number) => Promise<unknown>): Streams {
  /** How to break off each. */
  const running = new Map<postgres.Sql, () => Promise<unknown>>()
  return {
    async start(text, values, size) {
      if (running.size >= maxStreams)
        throw overloaded(
          `${maxStreams} streams (exports, trials of specifications) are under way, which is the most there may be. Try again after the seconds in Retry-After.`,
          10,
        )
      const client = open()
      const end = () => {
        running.delete(client)
        return client.end({ timeout: 0 })
      }
      running.set(client, end)
      // While the driver connects, it cannot be told to stop.
      const [backend] = await client
        .unsafe<{ pid: number }[]>('select pg_backend_pid() as pid')
        .catch(async (thrown) => {
          await end()
          throw new DatabaseError(thrown)
        })
      // A cancellation may arrive before the statement does, and closing the connection is seen by nobody while a statement computes.
      const leave = () => terminate(backend?.pid ?? 0).then(end, end)
      running.set(client, leave)
      return read(client.unsafe<never[]>(text, values as postgres.ParameterOrJSON<never>[]).raw(), size, end, leave)
    },
    close: async () => {
      await Promise.all([...running.values()].map((leave) => leave()))
    },
  }
}

function read(
  query: postgres.PendingRawQuery<never[]>,
  size: number,
  end: () => Promise<void>,
  leave: () => Promise<void>,
): ReadableStream<Batch> {
  let isOver = false
  let fetchNext = () => {}
  return new ReadableStream<Batch>(
    {
      start(controller) {
        // With a callback, not the driver's iterator, which takes a connection that breaks between two batches for the end of the rows.
        const fetched = query.cursor(size, (batch): unknown => {
          if (isOver) return new Promise(() => {})
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
