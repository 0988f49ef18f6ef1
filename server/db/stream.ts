import type postgres from 'postgres'
import { overloaded } from '../errors'

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

/** `open` opens a client with one connection; it is never used again, as no driver can say in which state a broken-off one is. */
export function makeStreams(open: () => postgres.Sql): Streams {
  const running = new Set<postgres.Sql>()
  return {
    async start(text, values, size) {
      if (running.size >= maxStreams) throw overloaded(`${maxStreams} exports are under way, which is the most there may be. Try again after the seconds in Retry-After.`, 10)
      const client = open()
      running.add(client)
      const end = () => {
        running.delete(client)
        return client.end({ timeout: 0 })
      }
      // While the driver connects, it cannot be told to stop.
      await client.unsafe('select').catch(async (thrown) => {
        await end()
        throw thrown
      })
      return read(client, client.unsafe<never[]>(text, values as postgres.ParameterOrJSON<never>[]).raw(), size, end)
    },
    close: async () => {
      await Promise.all([...running].map((client) => client.end({ timeout: 0 })))
    },
  }
}

function read(client: postgres.Sql, query: postgres.PendingRawQuery<never[]>, size: number, end: () => Promise<void>): ReadableStream<Batch> {
  let isOver = false
  let fetchNext = () => {}
  let ended: Promise<void>
  return new ReadableStream<Batch>(
    {
      start(controller) {
        // With a callback, not the driver's iterator, which takes a connection that breaks between two batches for the end of the rows.
        const fetched = query.cursor(size, (batch): unknown => {
          if (isOver) return client.CLOSE
          const taken = new Promise<void>((done) => {
            fetchNext = done
          })
          controller.enqueue(batch)
          return taken
        })
        ended = fetched
          .then(() => {
            if (!isOver) controller.close()
          })
          .catch((error) => controller.error(error))
          .finally(() => {
            isOver = true
            return end()
          })
      },
      pull: () => fetchNext(),
      async cancel() {
        if (isOver) return
        isOver = true
        // A statement that computes notices nothing but this; one that waits for its reader notices nothing but the end of the connection.
        await Promise.race([query.cancel(), ended]).catch(() => {})
        await end()
      },
    },
    { highWaterMark: 1 },
  )
}
