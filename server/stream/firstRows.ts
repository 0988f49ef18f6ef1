import type { Batch } from '../db/stream'
import { TmfError } from '../errors'

/** How long a connection may be idle, and a stream's reader take nothing, which holds up a snapshot of the database. */
export const idleSeconds = 60

export type Read = Awaited<ReturnType<ReadableStreamDefaultReader<Batch>['read']>>

/** The rows of a statement that has brought its first. */
export interface Begun {
  first: Read
  read(): Promise<Read>
  leave(): Promise<void>
}

/** The connection that a stream is sent on. */
export interface Connection {
  /** Aborted when the reader leaves. */
  left: AbortSignal
  /** Sets how long the connection may be idle, in seconds; 0 sets no limit. */
  allowIdle(seconds: number): void
}

/** Waits for the first rows: what is wrong with a query shows with them, while the answer can still be an error. Who asked may leave meanwhile. */
export async function readFirstRows(rows: ReadableStream<Batch>, { left, allowIdle }: Connection): Promise<Begun> {
  const reader = rows.getReader()
  const leave = () => reader.cancel()
  const read = () => inTime(reader.read(), leave)
  left.addEventListener('abort', leave)
  if (left.aborted) await leave()
  allowIdle(0)
  const first = await read().finally(() => allowIdle(idleSeconds))
  return { first, read, leave }
}

/** Ends a statement that brings nothing for as long as a connection may be idle. */
async function inTime(read: Promise<Read>, leave: () => Promise<void>): Promise<Read> {
  let late: ReturnType<typeof setTimeout> | undefined
  const tooLate = new Promise<never>((_, fail) => {
    late = setTimeout(() => {
      const fix =
        'Add a condition that is fast at any size, best a time: since and until, status, usageSpecification.id, party or characteristic.NAME=value.'
      fail(new TmfError(503, 'queryTooBroad', `The query found nothing more for ${idleSeconds} seconds`, fix))
      void leave()
    }, idleSeconds * 1000)
  })
  return Promise.race([read, tooLate]).finally(() => clearTimeout(late))
}
