import { Elysia } from 'elysia'
import { downloadFormats } from '../../shared/vocabulary'
import { badRequest } from '../errors'
import { withoutBody, wrongMethod } from '../http/methods'
import { parametersOf } from '../http/parameters'
import { type Origin, originOf } from '../http/request'
import { exportDetail } from '../openapi/exportDetail'
import { exportAll, refusePages } from '../operations/export'
import type { Context } from '../operations/operations'
import { readListQuery, readQuery } from '../query/parse'
import { shorten } from '../resource/json'
import { type Resource, rootOf } from '../resource/resource'
import type { StreamFormat } from '../stream/encode'

/** A list as a file, for links, which cannot say what they accept: not a part of TMF635, and so beside it. */
export function exportRoutes(context: Context & { origin: Origin }, it: Resource) {
  const path = `/api/${it.path}/export` as const
  const download = async (request: Request, server: Bun.Server<unknown> | null): Promise<Response> => {
    const { query, format, fields } = parametersOf(request, ['query', 'format', 'fields'])
    const asked = readListQuery(query ?? '')
    const search =
      fields === null || fields === ''
        ? asked
        : { ...asked, fields: readQuery(`fields=${encodeURIComponent(fields)}`).fields }
    refusePages(request, search)
    const base = originOf(context.origin, request, server?.requestIP(request)?.address) + rootOf(it)
    return exportAll(context, it, formatOf(format), {
      request,
      search,
      base,
      fileName: `${it.path}s`,
      allowIdle: (seconds) => server?.timeout(request, seconds),
    })
  }
  return new Elysia({ name: `export/${it.path}` })
    .get(path, ({ request, server }) => download(request, server), { detail: exportDetail(it) })
    .head(path, async ({ request, server }) => withoutBody(await download(request, server)), { detail: { hide: true } })
    .all(path, ({ request }) => wrongMethod(request, 'GET, HEAD'), { detail: { hide: true } })
}

function formatOf(asked: string | null): StreamFormat {
  const format = downloadFormats.find((one) => one === (asked ?? 'csv'))
  if (format) return format
  throw badRequest(
    'invalidQuery',
    `format cannot be ${shorten(asked) || 'empty'}`,
    `format is ${downloadFormats.join(' or ')}.`,
  )
}
