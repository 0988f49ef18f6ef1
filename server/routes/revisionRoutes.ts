import { Elysia } from 'elysia'
import { defaultRevisions, maxRevisions } from '../../shared/api/revisions'
import { badRequest } from '../errors'
import { wrongMethod } from '../http/methods'
import { parametersOf } from '../http/parameters'
import { acceptsJson, type Origin, originOf } from '../http/request'
import { revisionsDetail } from '../openapi/historyDetail'
import { revisionsOf, type Span } from '../operations/history'
import type { Context } from '../operations/operations'
import { type Resource, rootOf } from '../resource/resource'

/** What became of the resources of one kind: not a part of TMF635, and so beside it. */
export function revisionRoutes(context: Context & { origin: Origin }, it: Resource) {
  const path = `/api/${it.path}/:id/revisions` as const
  return new Elysia({ name: `revisions/${it.path}` })
    .get(
      path,
      async ({ request, server, params }) => {
        acceptsJson(request)
        // Null where the percent-encoding is broken.
        const id = (params as { id: string | null }).id ?? '%'
        const span = spanOf(request)
        const origin = originOf(context.origin, request, server?.requestIP(request)?.address)
        const { text, next } = await revisionsOf(context.pool, it, id, span, origin + rootOf(it))
        const link = `<${origin}/api/${it.path}/${id}/revisions?before=${next}&limit=${span.limit}>; rel="next"`
        return new Response(text, {
          headers: {
            'content-type': 'application/json; charset=utf-8',
            'cache-control': 'no-cache',
            ...(next && { link }),
          },
        })
      },
      { detail: revisionsDetail(it) },
    )
    .all(path, ({ request }) => wrongMethod(request, 'GET, HEAD'), { detail: { hide: true } })
}

function spanOf(request: Request): Span {
  const { limit, before } = parametersOf(request, ['limit', 'before'])
  return {
    limit: numberOf('limit', limit, maxRevisions) ?? defaultRevisions,
    before: numberOf('before', before, 2 ** 31),
  }
}

function numberOf(name: string, text: string | null, most: number): number | null {
  if (text === null) return null
  if (/^[1-9]\d{0,9}$/.test(text) && Number(text) <= most) return Number(text)
  throw badRequest('invalidQuery', `${name} is not as it must be`, `${name} is a whole number from 1 to ${most}.`)
}
