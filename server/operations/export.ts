import type { Search } from '../../shared/search'
import type { Context } from '../context'
import { badRequest, type TmfError } from '../errors'
import { maxOffset, readWholeNumber } from '../query/page'
import { orderOf } from '../query/sort'
import type { Caller } from '../resource/caller'
import type { Resource } from '../resource/resource'
import { strictOf } from '../resource/strict'
import { countAll, streamAll } from '../store/rows'
import { searchSql } from '../store/searchSql'
import type { StreamFormat } from '../stream/encode'
import { type Encoder, encoderOf } from '../stream/encode'
import { type Connection, idleSeconds, type ReadResult, readFirstRows } from '../stream/firstRows'
import { exportPlaces } from '../stream/places'
import { pullStream, sourceOf } from '../stream/pullStream'

/** The query and the format of an export. */
export interface ExportRequest {
  search: Search
  format: StreamFormat
  /** True for nothing but the attributes of the standard. */
  isStrict: boolean
}

/** All resources that match a query, from one snapshot. */
export interface Export {
  /** The number of resources, if the export contains all of them. */
  total: number | undefined
  /** Waits for the first rows, then resolves with the encoded export. Undefined if the client has closed the connection by then. */
  open(connection: Connection): Promise<ReadableStream<Uint8Array> | undefined>
}

/** Prepares an export. Errors in the query are thrown here or by `open`, before the stream begins. */
export async function exportAll(
  { pool, log }: Context,
  it: Resource,
  { search, format, isStrict }: ExportRequest,
  caller: Caller,
): Promise<Export> {
  refuseCursors(search)
  const part = {
    offset: search.offset === undefined ? 0 : readWholeNumber('offset', search.offset, maxOffset),
    limit: search.limit === undefined ? undefined : readWholeNumber('limit', search.limit, 999_999_999_999),
  }
  const listing = {
    where: await searchSql(pool.scanning(caller), it, search, caller),
    terms: orderOf(it, search.sort, search.any).terms,
  }
  const isAll = !listing.where && search.offset === undefined && search.limit === undefined
  return {
    total: isAll ? await countAll(pool, caller.scope, it) : undefined,
    async open(connection) {
      const leave = pool.caches.of(exportPlaces).take(caller)
      try {
        const encoder = await encoderOf(pool, isStrict ? strictOf(it) : it, format, search, caller)
        const started = performance.now()
        const { first, read, cancel } = await readFirstRows(
          await streamAll(pool, caller.scope, it, listing, part),
          connection,
        )
        if (connection.signal.aborted) {
          leave()
          return undefined
        }
        let rows = 0
        const chunks = encode(read, first, encoder, (count) => {
          rows += count
        })
        const body = pullStream(sourceOf(chunks, cancel), idleSeconds * 1000, (ending) => {
          leave()
          connection.allowIdle(idleSeconds)
          const facts = { path: it.path, format, rows, ms: Math.round(performance.now() - started) }
          if (ending instanceof Error) log.error({ err: ending, ...facts }, 'an export broke off')
          else log.info({ ...facts, complete: ending === 'complete' }, 'export')
        })
        connection.allowIdle(0)
        return body
      } catch (thrown) {
        leave()
        throw thrown
      }
    },
  }
}

/** Rejects cursors: a stream contains all resources and has no pages. */
function refuseCursors({ after, before }: Search): void {
  if (after !== undefined) throw noPage('after')
  if (before !== undefined) throw noPage('before')
}

/** The error for a parameter or header that requests a page of a stream. */
export const noPage = (name: string): TmfError =>
  badRequest(
    'invalidPage',
    `${name} does not apply to a stream`,
    `Omit ${name} to get all matching resources, or send Accept: application/json to get pages.`,
  )

async function* encode(
  read: () => Promise<ReadResult>,
  first: ReadResult,
  { header, encode }: Encoder,
  count: (rows: number) => void,
) {
  if (header) yield Buffer.from(header)
  for (let batch = first; !batch.done; batch = await read()) {
    count(batch.value.length)
    yield* encode(batch.value)
  }
}
