import { type SQL, sql } from 'drizzle-orm'
import type { Search } from '../../shared/search'
import type { Pool } from '../db/connect'
import type { Batch } from '../db/stream'
import { badRequest } from '../errors'
import type { Log } from '../log'
import { fitting } from '../query/jsonPathFilter'
import { maxOffset, wholeNumber } from '../query/page'
import { type OrderTerm, orderBy, orderOf } from '../query/sort'
import type { Resource } from '../resource/resource'
import { countAll } from '../store/rows'
import type { StreamFormat } from '../stream/encode'
import { type Encoder, encoderOf } from '../stream/encode'
import { idleSeconds, type Read, readFirstRows } from '../stream/firstRows'
import { made, pullStream } from '../stream/pullStream'

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
export async function exportAll(
  { pool, log }: { pool: Pool; log: Log },
  it: Resource,
  format: StreamFormat,
  asked: ExportRequest,
): Promise<Response> {
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
  const started = performance.now()
  const { first, read, leave } = await readFirstRows(await streamAll(pool, it, listing, part), request, allowIdle)
  if (request.signal.aborted) return new Response(null)
  let rows = 0
  const chunks = encode(read, first, encoder, (count) => {
    rows += count
  })
  const body = pullStream(made(chunks, leave), idleSeconds * 1000, (ending) => {
    allowIdle(idleSeconds)
    const facts = { path: it.path, format, rows, ms: Math.round(performance.now() - started) }
    if (ending instanceof Error) log.error({ err: ending, ...facts }, 'an export broke off')
    else log.info({ ...facts, complete: ending === 'complete' }, 'export')
  })
  allowIdle(0)
  return new Response(body, { headers })
}

/** A stream is whole: there is nothing before or after it. */
export function refusePages({ headers }: Request, { after, before }: Search): void {
  const name =
    after !== undefined ? 'after' : before !== undefined ? 'before' : headers.has('range') ? 'Range' : undefined
  if (name)
    throw badRequest(
      'invalidPage',
      `${name} does not apply to a stream`,
      `Leave it out to get all that fits, or send Accept: application/json to get pages.`,
    )
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

async function* encode(
  read: () => Promise<Read>,
  first: Read,
  { header, encode }: Encoder,
  count: (rows: number) => void,
) {
  if (header) yield Buffer.from(header)
  for (let batch = first; !batch.done; batch = await read()) {
    count(batch.value.length)
    yield encode(batch.value)
  }
}
