import { anything, type Search } from '../../shared/search'
import { mediaTypes } from '../../shared/vocabulary'
import type { Context } from '../context'
import { badRequest, TmfError } from '../errors'
import { acceptsJson, documentType, formatOf } from '../http/accept'
import { empty, json, oneDocument, queryOf } from '../http/answer'
import { preferenceApplied, preferencesOf } from '../http/prefer'
import { checkMediaType, readJson, readOneOrMany, readStream } from '../http/request'
import type { Answer, RouteRequest } from '../http/route'
import { readEvent } from '../operations/cloudEvent'
import { retrieveAsOf } from '../operations/history'
import { type IngestRequest, ingest } from '../operations/ingest'
import { list } from '../operations/list'
import { change, create, createAll, erase, retrieve } from '../operations/operations'
import { schemaOf } from '../operations/storeParts'
import type { Patch } from '../patch/patch'
import { isPartOfList, linkHeader } from '../query/page'
import { readListQuery, readQuery } from '../query/parse'
import { differsBySlip } from '../resource/attributeNames'
import type { Caller } from '../resource/caller'
import { etagOf, isKnown } from '../resource/etag'
import { shorten } from '../resource/json'
import { representAll, representer } from '../resource/represent'
import { baseOf, collectionPath, hrefOf, type Resource } from '../resource/resource'
import type { Row } from '../resource/row'
import { idleSeconds } from '../stream/firstRows'
import { exported } from './exports'
import { type Form, formHeaders, formOf } from './form'

const patchKinds: Record<string, Patch['kind']> = {
  [mediaTypes.json]: 'merge',
  [mediaTypes.mergePatch]: 'merge',
  [mediaTypes.jsonPatch]: 'json',
  [mediaTypes.jsonPatchQuery]: 'query',
}

/** GET of a collection: a page as JSON, or all resources as a stream. */
export const listResources = (context: Context, it: Resource): Answer => {
  return async (asked) => {
    const { request } = asked
    const format = formatOf(request)
    const search = searchOf(request)
    if (format === 'json') return withVary(await pageOf(context, it, search, asked))
    return withVary(await exported(context, it, { search, format }, it.path, asked))
  }
}

function withVary(response: Response): Response {
  response.headers.set('vary', 'Accept, Prefer')
  return response
}

async function pageOf(
  context: Context,
  it: Resource,
  search: Search,
  { request, caller }: RouteRequest,
): Promise<Response> {
  const { headers } = request
  const prefer = preferencesOf(request)
  const { shown, applied: form } = formOf(context, it, request)
  const { order, page, found, applied } = await list(
    context,
    it,
    {
      search,
      // A list has no validator, so If-Range never matches and Range is ignored (RFC 9110, 13.1.5).
      range: headers.has('if-range') ? null : headers.get('range'),
      count: prefer.count,
    },
    caller,
  )
  const link = linkHeader(caller.origin + collectionPath(it), queryOf(request), order, page, found)
  const { rows, total } = found
  const isPartial = page.requestedBy !== 'nothing' && isPartOfList(page, found) && !prefer.status
  return json(
    await arrayOf(shown, rows, search.fields, caller),
    {
      ...(total !== undefined && { 'x-total-count': String(total) }),
      'x-result-count': String(rows.length),
      'accept-ranges': 'items',
      ...(isPartial &&
        page.requestedBy === 'range' && {
          'content-range': `items ${rows.length > 0 ? `${page.offset + 1}-${page.offset + rows.length}` : '*'}/${total ?? '*'}`,
        }),
      ...preferenceApplied({ count: applied, ...form, status: prefer.status }),
      ...(link && { link }),
    },
    isPartial ? 206 : 200,
  )
}

/** POST of a collection: one resource, or one for each line of a stream or element of an array. */
export const createResources = (context: Context, it: Resource): Answer => {
  return async (asked) => {
    const { request, caller, takes } = asked
    refuseBinaryEvent(request)
    const mediaType = checkMediaType(request, takes)
    const kind = mediaType === mediaTypes.cloudEvent || mediaType === mediaTypes.cloudEvents ? 'event' : 'resource'
    if (mediaType === mediaTypes.ndjson)
      return createMany(context, it, { body: readStream(request), form: 'lines', kind }, asked)
    const sent = await readOneOrMany(request, it.type, schemaOf(it, kind))
    if ('elements' in sent) return createMany(context, it, { body: sent.elements, form: 'array', kind }, asked)
    if (mediaType === mediaTypes.cloudEvents)
      throw badRequest(
        'malformedJson',
        'A batch of CloudEvents is an array',
        `Send one event as ${mediaTypes.cloudEvent}.`,
      )
    const answerType = documentType(request)
    const form = formOf(context, it, request)
    const { fields } = writeParameters(it, request)
    const isForced = it.keepsClaims !== undefined && readForce(request)
    const { input, claim: event } =
      kind === 'event' ? readEvent(it, sent.body, caller) : { input: sent.body, claim: undefined }
    const { row, isRepeated } = await create(context, it, input, caller, { isForced, event })
    const location = hrefOf(it, row.id, baseOf(it, caller))
    const headers = { location, ...(isRepeated && { 'idempotency-replayed': 'true' }), ...headersOf(form, row) }
    return oneDocument(answerType, representer(form.shown, baseOf(it, caller), fields)(row), headers, 201)
  }
}

/** Rejects a CloudEvent in binary mode (HTTP binding 3.1): without its id, an event that comes again would be stored twice. */
function refuseBinaryEvent({ headers }: Request): void {
  if (headers.has('ce-specversion'))
    throw badRequest(
      'invalidHeader',
      'CloudEvents in binary mode are not supported',
      `Send the event in structured mode, as ${mediaTypes.cloudEvent} with the resource in data, or omit the ce- headers.`,
    )
}

/** The outcomes of many new resources, in the form in which they were sent. */
async function createMany(
  context: Context,
  it: Resource,
  sent: Pick<IngestRequest, 'body' | 'form' | 'kind'>,
  { request, caller, connection }: RouteRequest,
): Promise<Response> {
  writeParameters(it, request)
  const mediaType = sent.form === 'lines' ? mediaTypes.ndjson : mediaTypes.json
  acceptsJson(request, mediaType)
  const isMinimal = preferencesOf(request).return === 'minimal'
  // Longer than the time in which a line must arrive, so that a client that is too slow is told so.
  connection.allowIdle(2 * idleSeconds)
  return new Response(await ingest(context, it, { ...sent, isMinimal }, caller), {
    headers: {
      'content-type': mediaType,
      'cache-control': 'no-cache',
      ...preferenceApplied(isMinimal ? { return: 'minimal' } : {}),
    },
  })
}

/** PATCH of a collection: adds several resources, all or none. */
export const addResources = (context: Context, it: Resource): Answer => {
  return async ({ request, caller, takes }) => {
    acceptsJson(request)
    const { fields } = writeParameters(it, request)
    refuseConditions(caller)
    const { body } = await readJson(request, it.type, takes, it.face.createSchema)
    const rows = await createAll(context, it, body, caller)
    const form = formOf(context, it, request)
    return json(await arrayOf(form.shown, rows, fields, caller), formHeaders(form))
  }
}

/** Rejects conditions on a collection: it exists, so `If-None-Match: *` does not hold, and it has no entity tag that `If-Match` could name. */
function refuseConditions({ ifMatch, ifNoneMatch }: Caller): void {
  if (ifMatch === null && ifNoneMatch?.trim() !== '*') return
  const name = ifMatch === null ? 'If-None-Match' : 'If-Match'
  throw new TmfError(
    412,
    'noEntityTag',
    'A collection has no ETag',
    `Omit ${name}: adding resources does not change existing ones.`,
  )
}

/** GET of one resource, in its current or an earlier revision. */
export const retrieveResource = (context: Context, it: Resource): Answer => {
  return async ({ request, id, caller }) => {
    acceptsJson(request)
    const search = readQuery(queryOf(request))
    const { fields, asOf, zone } = search
    refuseOthers(it, search)
    const row = await (asOf === undefined
      ? retrieve(context, it, id, caller)
      : retrieveAsOf(context, it, id, { asOf, zone }, caller))
    const form = formOf(context, it, request)
    if (isKnown(caller.ifNoneMatch, row))
      return new Response(null, { status: 304, headers: { ...headersOf(form, row), 'cache-control': 'no-cache' } })
    return single(form, row, fields, caller)
  }
}

/** PATCH of one resource. */
export const changeResource = (context: Context, it: Resource): Answer => {
  return async ({ request, id, caller, takes }) => {
    acceptsJson(request)
    const { fields } = writeParameters(it, request)
    const { mediaType, body } = await readJson(request, it.type, takes, it.face.createSchema)
    const patch = {
      kind: patchKinds[mediaType] ?? 'merge',
      body,
      isForced: it.guardChange !== undefined && readForce(request),
    }
    const row = await change(context, it, id, patch, caller)
    return single(formOf(context, it, request), row, fields, caller)
  }
}

/** DELETE of one resource. */
export const deleteResource = (context: Context, it: Resource): Answer => {
  return async ({ request, id, caller }) => {
    writeParameters(it, request)
    await erase(context, it, id, caller, readForce(request))
    return empty()
  }
}

const arrayOf = (
  it: Resource,
  rows: Row[],
  fields: string[] | undefined,
  caller: { origin: string },
): Promise<string> => representAll(rows, representer(it, baseOf(it, caller), fields))

const single = (form: Form, row: Row, fields: string[] | undefined, caller: { origin: string }): Response =>
  json(representer(form.shown, baseOf(form.shown, caller), fields)(row), headersOf(form, row))

/** The entity tag is that of the resource: it is the same in every form. */
const headersOf = (form: Form, row: Row) => ({ etag: etagOf(row), ...formHeaders(form) })

/** The parameters of GET of one resource, and those of POST, PATCH and DELETE. `expand` and `depth` (TMF630 part 2) are ignored. */
const ofOne = ['fields', 'asOf', 'zone']
const ofWrite = ['fields', 'force']

/** The parameters of a POST, PATCH or DELETE. Answers 400 for others, which a client may have meant to prevent the change. */
function writeParameters(it: Resource, request: Request): Search {
  const search = searchOf(request)
  refuseOthers(it, search, ofWrite)
  return search
}

/** Answers 400 for parameters that have no effect. */
function refuseOthers(it: Resource, { any, hasIgnored: _, ...others }: Search, supported = ofOne): void {
  const refuse = (name: string) => {
    const near = supported.find((one) => differsBySlip(name, one))
    return badRequest(
      'invalidQuery',
      `${shorten(name)} does not apply to ${supported === ofOne ? 'one' : 'a change of a'} ${it.type}`,
      `${near ? `Did you mean ${near}? ` : ''}Supported parameters: ${supported.join(', ')}.`,
    )
  }
  const condition = any.flat().find(({ path }) => !supported.includes(path))
  if (condition) throw refuse(condition.path === anything ? 'any' : condition.path)
  for (const [name, value] of Object.entries(others))
    if (value !== undefined && !supported.includes(name)) throw refuse(name)
}

/** The query of a request for current resources. */
const searchOf = (request: Request): Search => readListQuery(queryOf(request))

/** True if the request is to do what only a forced one may do. */
function readForce(request: Request): boolean {
  const query = queryOf(request)
  if (query === '') return false
  const force = new URLSearchParams(query).getAll('force')
  if (force.every((value) => value === 'true' || value === 'false')) return force.includes('true')
  throw badRequest(
    'invalidQuery',
    'Invalid force',
    'force must be true or false. Use force=true for a change or deletion that is otherwise refused.',
  )
}
