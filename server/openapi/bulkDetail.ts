import type { OpenAPIV3 } from 'openapi-types'
import { limits } from '../../shared/limits'
import { mediaTypes } from '../../shared/vocabulary'
import type { Detail } from '../http/route'
import { maxAdditions } from '../patch/collectionPatch'
import type { Resource } from '../resource/resource'
import { jsonOf, ref } from './components'
import { errors, exampleOf, operationDetail } from './operationDetail'
import { schemaNames } from './resourceSchemas'

/** The published description of POST: one resource, or many. */
export function createDetail(it: Resource): Detail {
  const { requestBody, responses, ...detail } = operationDetail(it, 'create')
  const one = requestBody as OpenAPIV3.RequestBodyObject
  const one201 = responses?.[201] as OpenAPIV3.ResponseObject
  const { id, href } = exampleOf(it)
  return {
    ...detail,
    summary: `Create a ${it.type}, or many: NDJSON, a JSON array or CloudEvents`,
    description: streaming,
    requestBody: {
      ...one,
      content: {
        ...one.content,
        [mediaTypes.ndjson]: {
          schema: { type: 'string', description: `One ${it.type} as JSON per line` },
          example: `${JSON.stringify(it.face.example)}\n{}\n`,
        },
        [mediaTypes.cloudEvent]: { schema: eventSchema(it), example: eventOf(it) },
        [mediaTypes.cloudEvents]: { schema: { type: 'array', items: eventSchema(it) }, example: [eventOf(it)] },
      },
    },
    responses: {
      ...responses,
      201: { ...one201, content: { ...one201.content, ...oneLine(exampleOf(it)) } },
      [bulkStatus]: {
        description:
          'For many (status 200): one result for each, in the same order, sent when the resource is stored or refused. With `Prefer: return=minimal` only the refusals, then `{"created", "repeated", "refused"}`',
        headers: { 'Preference-Applied': ref('headers', 'Preference-Applied') },
        content: {
          [mediaTypes.json]: {
            schema: {
              type: 'array',
              items: { type: 'object', additionalProperties: true },
              description: 'For an array: the same results as its elements',
            },
            example: [{ line: 1, status: 201, id, href }],
          },
          [mediaTypes.ndjson]: {
            schema: {
              type: 'string',
              description:
                'Each line has the number of the request line, its status, and `id` and `href` or an `error`',
            },
            example: [
              { line: 1, status: 201, id, href },
              { line: 2, status: 400, error: refusedExample },
            ]
              .map((answer) => `${JSON.stringify(answer)}\n`)
              .join(''),
          },
        },
      },
    },
  }
}

/**
 * The key of the response to a bulk, whose status is 200. Generated clients return what the lowest success status describes, so a key `200` would
 * give the caller who creates one resource the lines of a bulk. A range comes after 201 and includes 200 (OpenAPI 3.0, Responses Object).
 */
const bulkStatus = '2XX'

/** The same document as the only line of NDJSON, for clients that send no other `Accept`. */
const oneLine = (example: object): Record<string, OpenAPIV3.MediaTypeObject> => ({
  [mediaTypes.ndjson]: {
    schema: { type: 'string', description: 'The same JSON as one line, if `Accept` prefers it' },
    example: `${JSON.stringify(example)}\n`,
  },
})

const eventSchema = (it: Resource): OpenAPIV3.SchemaObject => ({
  type: 'object',
  description: `A CloudEvent 1.0 in structured JSON, whose \`data\` is the ${it.type}`,
  required: ['specversion', 'id', 'source', 'type', 'data'],
  properties: {
    specversion: { type: 'string', enum: ['1.0'] },
    id: { type: 'string', minLength: 1 },
    source: { type: 'string', minLength: 1 },
    type: { type: 'string', minLength: 1 },
    datacontenttype: { type: 'string', example: mediaTypes.json },
    data: ref('schemas', it.face.createSchema.title ?? ''),
  },
  additionalProperties: true,
})

const eventOf = (it: Resource) => ({
  specversion: '1.0',
  id: '4711',
  source: '/mediation/1',
  type: `com.example.${it.path}`,
  data: it.face.example,
})

const streaming = `Many resources in one request, of any total size, plain or compressed with gzip:

- \`Content-Type: ${mediaTypes.ndjson}\`: one document per line. The response has one line per document. Lines are numbered from 1; blank lines are counted but get no result.
- \`Content-Type: ${mediaTypes.json}\` with an array that is not empty: one document per element. The response is an array of the same results.
- \`Content-Type: ${mediaTypes.cloudEvents}\`: an array of CloudEvents; \`${mediaTypes.cloudEvent}\` is a single one. \`data\` is the document; the other attributes of the event are not stored. \`source\` and \`id\` together work like an \`Idempotency-Key\`: an event that comes again within a day creates nothing, and its result names the first resource and has \`"repeated": true\`.

A result is sent when the document is stored or refused; a refused document does not affect the others. A client may send everything before it reads: results that are not read are kept on disk, up to ${limits.spooledBytesOfStream / 2 ** 20} MiB (more than a million). \`Prefer: return=minimal\` leaves out the results of stored documents and adds totals. A line or element must be complete within ${limits.documentTime / 1000} s. If a request ends early, the
last result says why, with the number of the first document that was not processed. Lines and arrays do not accept \`Idempotency-Key\`: to send usages again without
duplicates, give them a unique value (\`isUnique\` in their specification), or send CloudEvents.`

const refusedExample = {
  code: 'invalidAttribute',
  reason: 'The Usage is not valid',
  message: 'usageSpecification is required',
  status: '400',
  invalidAttribute: [{ path: 'usageSpecification', message: 'is required' }],
  '@type': 'Error',
}

/** The published description of PATCH of a collection, which creates several resources in one transaction. */
export const additionsDetail = (it: Resource): Detail => ({
  tags: [it.type],
  operationId: `add${it.type}s`,
  summary: `Create several ${it.type}s: all or none`,
  description: `A JSON Patch (RFC 6902) of the collection, with only \`add\` at \`/-\`. All resources are checked, then stored in one transaction. To create more than ${maxAdditions}, or to store the valid ones although others are refused, POST \`${mediaTypes.ndjson}\`.`,
  parameters: ['fields', 'X-Reason', 'Prefer'].map((parameter) => ref('parameters', parameter)),
  requestBody: {
    required: true,
    content: {
      [mediaTypes.jsonPatch]: {
        schema: {
          type: 'array',
          maxItems: maxAdditions,
          items: {
            type: 'object',
            required: ['op', 'path', 'value'],
            properties: {
              op: { type: 'string', enum: ['add'] },
              // A pattern, because generators make names from the words of an enum, and these have no letters.
              path: { type: 'string', pattern: '^/-?$', example: '/-' },
              value: ref('schemas', schemaNames(it).create),
            },
          },
        },
        example: [{ op: 'add', path: '/-', value: it.face.example }],
      },
    },
  },
  responses: {
    200: {
      description: `The stored ${it.type}s, in the order of the patch`,
      content: jsonOf({ type: 'array', items: ref('schemas', schemaNames(it).returned) }, [exampleOf(it)]),
    },
    ...errors('400', '405', '406', '408', '409', '413', '414', '415', '500', '503'),
  },
})
