import { limits } from '../../shared/limits'
import type { Batch } from '../db/stream'
import { TmfError } from '../errors'

/** The longest time in seconds that a connection may be idle or the client of a stream may read nothing. An open stream holds a snapshot of the database. */
export const idleSeconds = limits.idleTime / 1000

export type ReadResult = Awaited<ReturnType<ReadableStreamDefaultReader<Batch>['read']>>

/** The rows of a running statement, of which the first have arrived. */
export interface OpenRows {
  first: ReadResult
  read(): Promise<ReadResult>
  cancel(): Promise<void>
}

/** The connection that a stream is sent over. */
export interface Connection {
  /** Aborted when the client disconnects. */
  signal: AbortSignal
  /** Sets how long the connection may be idle, in seconds; 0 sets no limit. */
  allowIdle(seconds: number): void
}

/**
 * Waits for the first rows, because errors of the query appear with these, while the answer can still be an error. Cancels the statement if
 * the client disconnects.
 */
export async function readFirstRows(rows: ReadableStream<Batch>, connection: Connection): Promise<OpenRows> {
  const reader = rows.getReader()
  const cancel = () => reader.cancel()
  const read = () => withTimeout(reader.read(), cancel)
  connection.signal.addEventListener('abort', cancel)
  if (connection.signal.aborted) await cancel()
  connection.allowIdle(0)
  const first = await read().finally(() => connection.allowIdle(idleSeconds))
  return { first, read, cancel }
}

/** Cancels a statement that returns no rows for `idleSeconds`, and throws 503. */
async function withTimeout(read: Promise<ReadResult>, cancel: () => Promise<void>): Promise<ReadResult> {
  let late: ReturnType<typeof setTimeout> | undefined
  const tooLate = new Promise<never>((_, fail) => {
    late = setTimeout(() => {
      const fix =
        'Add a condition that uses an index, preferably a time range: since and until, status, usageSpecification.id, party or characteristic.NAME=value.'
      fail(new TmfError(503, 'queryTooBroad', `The query returned no rows for ${idleSeconds} seconds`, fix))
      void cancel()
    }, idleSeconds * 1000)
  })
  return Promise.race([read, tooLate]).finally(() => clearTimeout(late))
}
