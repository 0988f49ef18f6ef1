import { type SQL, sql } from 'drizzle-orm'
import type { Search } from '../../shared/search'
import type { Pool } from '../db/connect'
import type { Batch } from '../db/stream'
import { badRequest, TmfError } from '../errors'
import type { Log } from '../log'
import { type Encoder, encoderOf } from './encode'
import type { StreamFormat } from './format'
import { fitting } from './jsonPathFilter'
import { maxOffset, wholeNumber } from './page'
import { pump } from './pump'
import type { Resource } from './resource'
import { type OrderTerm, orderBy, orderOf } from './sort'
import { countAll } from './store'

/** How long a connection may be idle, and a stream's reader take nothing, which holds up a snapshot of the database. */
export const idleSeconds = 60

/** Rows fetched at a time. */
const batchSize = 100

const mediaTypes = {
  ndjson: ['application/x-ndjson; charset=utf-8', 'ndjson'],
  csv: ['text/csv; charset=utf-8; header=present', 'csv'],
  plainCsv: ['text/csv; charset=utf-8; header=present', 'csv'],
} as const

export interface ExportRequest {
  request: Request
  search: Search
  base: string
  /** What the file is called, before its day. */
  fileName: string
  /** Sets how long the connection may be idle, in seconds; 0: as long as it takes. */
  allowIdle(seconds: number): void
}

/** Everything a query fits, from first to last, as one stream from one snapshot. */
export async function exportAll({ pool, log }: { pool: Pool; log: Log }, it: Resource, format: StreamFormat, asked: ExportRequest): Promise<Response> {
  const { request, search, base, fileName, allowIdle } = asked
  const part = {
    offset: search.offset === undefined ? 0 : wholeNumber('offset', search.offset, maxOffset),
    limit: search.limit === undefined ? undefined : wholeNumber('limit', search.limit, 999_999_999_999),
  }
  const listing = { where: await fitting(pool, it, search, base), terms: orderOf(it, search.sort, search.any).terms }
  const isAll = !listing.where && search.offset === undefined && search.limit === undefined
  const [mediaType, extension] = mediaTypes[format]
  const headers = {
    'content-type': mediaType,
    'content-disposition': `attachment; filename="${fileName}-${new Date().toISOString().slice(0, 10)}.${extension}"`,
    'cache-control': 'no-cache',
    ...(isAll && { 'x-total-count': String(await countAll(pool, it)) }),
  }
  // Said outright, or Bun would announce a length of nothing.
  if (request.method === 'HEAD') return new Response(null, { headers: { ...headers, 'transfer-encoding': 'chunked' } })

  const encoder = await encoderOf(pool, it, format, search, base)
  const reader = (await streamAll(pool, it, listing, part)).getReader()
  const started = performance.now()
  const leave = () => reader.cancel()
  request.signal.addEventListener('abort', leave)
  if (request.signal.aborted) await leave()
  allowIdle(0)
  // What is wrong with the query shows with its first rows, while the answer can still be an error.
  const read = () => inTime(reader.read(), leave)
  const first = await read().finally(() => allowIdle(idleSeconds))
  if (request.signal.aborted) return new Response(null)
  let rows = 0
  const chunks = encode(read, first, encoder, (count) => {
    rows += count
  })
  const body = pump({ next: async () => (await chunks.next()).value ?? undefined, cancel: leave }, idleSeconds * 1000, (ending) => {
    allowIdle(idleSeconds)
    const facts = { path: it.path, format, rows, ms: Math.round(performance.now() - started) }
    if (ending instanceof Error) log.error({ err: ending, ...facts }, 'an export broke off')
    else log.info({ ...facts, complete: ending === 'complete' }, 'export')
  })
  allowIdle(0)
  return new Response(body, { headers })
}

type Read = Awaited<ReturnType<ReadableStreamDefaultReader<Batch>['read']>>

/** Ends a statement that brings nothing for as long as a connection may be idle. */
export async function inTime(read: Promise<Read>, leave: () => Promise<void>): Promise<Read> {
  let late: ReturnType<typeof setTimeout> | undefined
  const tooLate = new Promise<never>((_, fail) => {
    late = setTimeout(() => {
      const fix = 'Add a condition that is fast at any size, best a time: since and until, status, usageSpecification.id, party or characteristic.NAME=value.'
      fail(new TmfError(503, 'queryTooBroad', `The query found nothing more for ${idleSeconds} seconds`, fix))
      void leave()
    }, idleSeconds * 1000)
  })
  return Promise.race([read, tooLate]).finally(() => clearTimeout(late))
}

/** A stream is whole: there is nothing before or after it. */
export function refusePages({ headers }: Request, { after, before }: Search): void {
  const name = after !== undefined ? 'after' : before !== undefined ? 'before' : headers.has('range') ? 'Range' : undefined
  if (name) throw badRequest('invalidPage', `${name} does not apply to a stream`, `Leave it out to get all that fits, or send Accept: application/json to get pages.`)
}

const streamAll = (
  pool: Pool,
  it: Resource,
  { where, terms }: { where: SQL | undefined; terms: OrderTerm[] },
  { offset, limit }: { offset: number; limit: number | undefined },
): Promise<ReadableStream<Batch>> =>
  pool.stream(
    sql`
    select id, document, aside
      from ${it.table}
     where ${where ?? sql`true`}
     order by ${orderBy(terms)}
     limit ${limit ?? null}::bigint offset ${offset}::bigint`,
    batchSize,
  )

async function* encode(read: () => Promise<Read>, first: Read, { header, encode }: Encoder, count: (rows: number) => void) {
  if (header) yield Buffer.from(header)
  for (let batch = first; !batch.done; batch = await read()) {
    count(batch.value.length)
    yield encode(batch.value)
  }
}
