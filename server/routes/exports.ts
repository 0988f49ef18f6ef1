import { downloadFormats } from '../../shared/vocabulary'
import type { Context } from '../context'
import { badRequest } from '../errors'
import { parametersOf } from '../http/parameters'
import type { Answer, RouteRequest } from '../http/route'
import { type ExportRequest, exportAll, noPage } from '../operations/export'
import { readListQuery, readQuery } from '../query/parse'
import { shorten } from '../resource/json'
import type { Resource } from '../resource/resource'
import type { StreamFormat } from '../stream/encode'
import { formHeaders, formOf } from './form'

const fileKinds = {
  ndjson: { mediaType: 'application/x-ndjson; charset=utf-8', extension: 'ndjson' },
  csv: { mediaType: 'text/csv; charset=utf-8; header=present', extension: 'csv' },
} as const

/** A list as a file, for links, which cannot have an `Accept` header. */
export const exportResources = (context: Context, it: Resource): Answer => {
  return (asked) => {
    const { query, format, fields, zone, safe, bom } = parametersOf(asked.request, [
      'query',
      'format',
      'fields',
      'zone',
      'safe',
      'bom',
    ])
    const listed = readListQuery(query ?? '', zone)
    const own = fields === null ? undefined : readQuery(`fields=${encodeURIComponent(fields)}`).fields
    const search = own ? { ...listed, fields: own } : listed
    return exported(context, it, { search, format: formatOf(format, safe, bom) }, `${it.path}s`, asked)
  }
}

/** The response with an export. `fileName` is the file name without date and extension. */
export async function exported(
  context: Context,
  it: Resource,
  wanted: Omit<ExportRequest, 'isStrict'>,
  fileName: string,
  { request, caller, connection }: RouteRequest,
): Promise<Response> {
  if (request.headers.has('range')) throw noPage('Range')
  const form = formOf(context, it, request)
  const { total, open } = await exportAll(context, it, { ...wanted, isStrict: form.isStrict }, caller)
  const { mediaType, extension } = fileKinds[wanted.format === 'ndjson' ? 'ndjson' : 'csv']
  const headers = {
    'content-type': mediaType,
    'content-disposition': `attachment; filename="${fileName}-${new Date().toISOString().slice(0, 10)}.${extension}"`,
    'cache-control': 'no-cache',
    ...formHeaders(form),
    ...(total !== undefined && { 'x-total-count': String(total) }),
  }
  // Without this header, Bun would send Content-Length: 0.
  if (request.method === 'HEAD') return new Response(null, { headers: { ...headers, 'transfer-encoding': 'chunked' } })
  const body = await open(connection)
  return body ? new Response(body, { headers }) : new Response(null)
}

function formatOf(asked: string | null, safe: string | null, bom: string | null): StreamFormat {
  const isSafe = booleanOf('safe', safe, 'With safe=false, CSV cells that look like formulas stay as they are.') ?? true
  const hasMark = booleanOf('bom', bom, 'With bom=true, CSV begins with a byte-order mark.') ?? false
  const format = downloadFormats.find((one) => one === (asked ?? 'csv'))
  if (format) return format === 'csv' ? { isSafe, hasMark } : format
  throw badRequest(
    'invalidQuery',
    'Invalid format',
    `format must be ${downloadFormats.join(' or ')}; got ${shorten(asked) || 'an empty value'}.`,
  )
}

function booleanOf(name: string, text: string | null, meaning: string): boolean | undefined {
  if (text === null) return undefined
  if (text === 'true' || text === 'false') return text === 'true'
  throw badRequest(
    'invalidQuery',
    `Invalid ${name}`,
    `${name} must be true or false; got ${shorten(text) || 'an empty value'}. ${meaning}`,
  )
}
