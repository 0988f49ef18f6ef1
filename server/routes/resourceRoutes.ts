import { Elysia } from 'elysia'
import type { Search } from '../../shared/search'
import { mediaTypes } from '../../shared/vocabulary'
import { badRequest, TmfError } from '../errors'
import { formatOf } from '../http/accept'
import { etagOf, isKnown } from '../http/etag'
import { withoutBody, wrongMethod } from '../http/methods'
import { reasonOf } from '../http/reason'
import { acceptsJson, checkMediaType, type Origin, originOf, readJson } from '../http/request'
import { additionsDetail, createDetail } from '../openapi/bulkDetail'
import { headDetail, operationDetail, optionsDetail } from '../openapi/operationDetail'
import { exportAll, refusePages } from '../operations/export'
import { retrieveThen } from '../operations/history'
import { makeBulk } from '../operations/ingest'
import { list } from '../operations/list'
import { type Caller, type Context, change, create, createAll, erase, retrieve } from '../operations/operations'
import type { Patch } from '../patch/patch'
import { isPart, links } from '../query/page'
import { readListQuery, readQuery } from '../query/parse'
import { represent } from '../resource/represent'
import { hrefOf, type Resource, rootOf } from '../resource/resource'
import type { Row } from '../resource/row'
import type { StreamFormat } from '../stream/encode'

const collectionMethods = 'GET, HEAD, POST, PATCH, OPTIONS'
const itemMethods = 'GET, HEAD, PATCH, DELETE, OPTIONS'
const postTypes = [mediaTypes.json, mediaTypes.ndjson] as const
const patchKinds: Record<string, Patch['kind']> = {
  [mediaTypes.json]: 'merge',
  [mediaTypes.mergePatch]: 'merge',
  [mediaTypes.jsonPatch]: 'json',
  [mediaTypes.jsonPatchQuery]: 'query',
}
const reads = ['GET', 'HEAD', 'OPTIONS']
const patchTypes = Object.keys(patchKinds)

/** Every operation of one resource. */
export function resourceRoutes(context: Context & { origin: Origin }, it: Resource) {
  const callerOf = (request: Request, peer: string | undefined): Caller => ({
    name: peer ?? 'local',
    base: originOf(context.origin, request, peer) + rootOf(it),
    reason: reads.includes(request.method) ? undefined : reasonOf(request.headers),
    ifMatch: request.headers.get('if-match'),
    idempotencyKey: request.headers.get('idempotency-key'),
  })
  const listOrStream = async (
    request: Request,
    caller: Caller,
    server: Bun.Server<unknown> | null,
  ): Promise<Response> => {
    const format = formatOf(request)
    const response =
      format === 'json'
        ? await pageOf(context, it, request, caller)
        : await stream(context, it, format, request, caller, server)
    response.headers.set('vary', 'Accept')
    return response
  }
  const path = `${rootOf(it)}/${it.path}`
  const item = `${path}/:id` as const
  const createEach = makeBulk(context, it)
  const hidden = { detail: { hide: true } }

  return new Elysia({ name: `tmf/${it.path}` })
    .derive(({ request, server, params }) => ({
      caller: callerOf(request, server?.requestIP(request)?.address),
      // Elysia has no parameter where the percent-encoding is broken; such an id names nothing.
      id: (params as { id?: string | null } | undefined)?.id ?? '%',
    }))
    .get(path, ({ request, caller, server }) => listOrStream(request, caller, server), {
      detail: operationDetail(it, 'list'),
    })
    .head(path, async ({ request, caller, server }) => withoutBody(await listOrStream(request, caller, server)), {
      detail: headDetail(it, 'list'),
    })
    .post(
      path,
      async ({ request, caller }) => {
        const { base } = caller
        const mediaType = checkMediaType(request, postTypes)
        acceptsJson(request, mediaType)
        if (mediaType === mediaTypes.ndjson) return createEach(request, caller)
        const { fields } = searchOf(request)
        const { body } = await readJson(request, it.type, postTypes)
        const { row, isRepeated } = await create(context, it, body, caller)
        return single(it, row, base, fields, {
          status: 201,
          headers: { location: hrefOf(it, row.id, base), ...(isRepeated && { 'idempotency-replayed': 'true' }) },
        })
      },
      { detail: createDetail(it) },
    )
    .patch(
      path,
      async ({ request, caller }) => {
        acceptsJson(request)
        const { fields } = searchOf(request)
        if (request.headers.has('if-match'))
          throw new TmfError(
            412,
            'noEntityTag',
            'A collection has no ETag',
            'Leave If-Match out: adding changes nothing that is there.',
          )
        const { body } = await readJson(request, it.type, [mediaTypes.jsonPatch])
        const rows = await createAll(context, it, body, caller)
        return listOf(it, rows, caller.base, fields, { status: 200, headers: {} })
      },
      { detail: additionsDetail(it) },
    )
    .options(
      path,
      () =>
        empty({ allow: collectionMethods, 'accept-post': postTypes.join(', '), 'accept-patch': mediaTypes.jsonPatch }),
      {
        detail: optionsDetail(it, 'collection'),
      },
    )
    .all(path, ({ request }) => wrongMethod(request, collectionMethods), hidden)

    .get(item, ({ request, id, caller }) => one(context, it, request, id, caller), {
      detail: operationDetail(it, 'retrieve'),
    })
    .head(item, async ({ request, id, caller }) => withoutBody(await one(context, it, request, id, caller)), {
      detail: headDetail(it, 'retrieve'),
    })
    .patch(
      item,
      async ({ request, id, caller }) => {
        acceptsJson(request)
        const { fields } = searchOf(request)
        const { mediaType, body } = await readJson(request, it.type, patchTypes)
        const row = await change(context, it, id, { kind: patchKinds[mediaType] ?? 'merge', body }, caller)
        return single(it, row, caller.base, fields)
      },
      { detail: operationDetail(it, 'patch') },
    )
    .delete(
      item,
      async ({ request, id, caller }) => {
        await erase(context, it, id, caller, isForced(request))
        return empty({})
      },
      { detail: operationDetail(it, 'delete') },
    )
    .options(item, () => empty({ allow: itemMethods, 'accept-patch': patchTypes.join(', ') }), {
      detail: optionsDetail(it, 'item'),
    })
    .all(item, ({ request }) => wrongMethod(request, itemMethods), hidden)
}

async function pageOf({ pool }: Context, it: Resource, request: Request, { base }: Caller): Promise<Response> {
  const search = searchOf(request)
  const { order, page, found, applied } = await list(pool, it, search, request.headers, base)
  const link = links(`${base}/${it.path}`, queryOf(request), order, page, found)
  const { rows, total } = found
  const isPartial = page.asked !== 'nothing' && isPart(page, found)
  return listOf(it, rows, base, search.fields, {
    status: isPartial ? 206 : 200,
    headers: {
      ...(total !== undefined && { 'x-total-count': String(total) }),
      'x-result-count': String(rows.length),
      'accept-ranges': 'items',
      ...(isPartial &&
        page.asked === 'range' && {
          'content-range': `items ${page.offset + 1}-${page.offset + rows.length}/${total ?? '*'}`,
        }),
      ...(applied && { 'preference-applied': `count=${applied}` }),
      ...(link && { link }),
      'cache-control': 'no-cache',
    },
  })
}

const listOf = (
  it: Resource,
  rows: Row[],
  base: string,
  fields: string[] | undefined,
  answer: { status: number; headers: Record<string, string> },
): Response => json(`[${rows.map((row) => represent(it, row, base, fields)).join(',')}]`, answer)
function stream(
  context: Context,
  it: Resource,
  format: StreamFormat,
  request: Request,
  { base }: Caller,
  server: Bun.Server<unknown> | null,
): Promise<Response> {
  const search = searchOf(request)
  refusePages(request, search)
  return exportAll(context, it, format, {
    request,
    search,
    base,
    fileName: it.path,
    allowIdle: (seconds) => server?.timeout(request, seconds),
  })
}

async function one(context: Context, it: Resource, request: Request, id: string, { base }: Caller): Promise<Response> {
  acceptsJson(request)
  const { fields, asOf } = readQuery(queryOf(request))
  const row = asOf === undefined ? await retrieve(context, it, id) : await retrieveThen(context.pool, it, id, asOf)
  if (isKnown(request.headers.get('if-none-match'), row))
    return new Response(null, { status: 304, headers: { etag: etagOf(row), 'cache-control': 'no-cache' } })
  return single(it, row, base, fields)
}

const single = (
  it: Resource,
  row: Row,
  base: string,
  fields: string[] | undefined,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Response =>
  json(represent(it, row, base, fields), {
    status,
    headers: { ...headers, etag: etagOf(row), 'cache-control': 'no-cache' },
  })

const queryOf = ({ url }: Request): string => {
  const start = url.indexOf('?')
  return start < 0 ? '' : url.slice(start + 1)
}

/** The query of a request that is not about one resource as it once was. */
const searchOf = (request: Request): Search => readListQuery(queryOf(request))

/** Whether a deletion is to happen whatever depends on it. */
function isForced(request: Request): boolean {
  const force = new URLSearchParams(queryOf(request)).getAll('force')
  if (force.every((value) => value === 'true' || value === 'false')) return force.includes('true')
  throw badRequest(
    'invalidQuery',
    'force is true or false',
    'Write force=true to delete it whatever refers to it, or leave force out.',
  )
}

const json = (body: string, { status, headers }: { status: number; headers: Record<string, string> }): Response =>
  new Response(body, { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers } })

const empty = (headers: Record<string, string>): Response => new Response(null, { status: 204, headers })
