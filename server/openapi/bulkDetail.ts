import type { OpenAPIV3 } from 'openapi-types'
import { mediaTypes } from '../../shared/vocabulary'
import type { Detail } from '../http/route'
import { maxAdditions } from '../patch/collectionPatch'
import type { Resource } from '../resource/resource'
import { jsonOf, ref } from './components'
import { errors, exampleOf, operationDetail } from './operationDetail'
import { schemaNames } from './resourceSchemas'

/** The published description of POST: one resource, or a stream of resources. */
export function createDetail(it: Resource): Detail {
  const { requestBody, responses, ...detail } = operationDetail(it, 'create')
  const one = requestBody as OpenAPIV3.RequestBodyObject
  const one201 = responses?.[201] as OpenAPIV3.ResponseObject
  const { id, href } = exampleOf(it)
  return {
    ...detail,
    summary: `Create a ${it.type}, or one for each line of an NDJSON stream`,
    description: streaming,
    requestBody: {
      ...one,
      content: {
        ...one.content,
        [mediaTypes.ndjson]: {
          schema: { type: 'string', description: `One ${it.type} as JSON per line` },
          example: `${JSON.stringify(it.face.example)}\n{}\n`,
        },
      },
    },
    responses: {
      ...responses,
      201: { ...one201, content: { ...one201.content, ...oneLine(exampleOf(it)) } },
      [bulkStatus]: {
        description:
          'For a stream (status 200): one result line per request line, in the same order, sent when the resource is stored or refused',
        content: {
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

const streaming = `With \`Content-Type: ${mediaTypes.ndjson}\` the body is a stream of any length, plain or compressed with gzip: one document per line. The response has one line per document,
sent when it is stored or refused; a refused document does not affect the others. Lines are numbered from 1; blank lines are counted but get no result. Read the response while
you send: the server stops reading when some megabytes of results are unread, and closes a stream that makes no progress for a minute. If a stream ends early, the
last result says why, with the number of the first line that was not processed. Streams do not accept \`Idempotency-Key\`: to send usages again without
duplicates, give them a unique value (\`isUnique\` in their specification).`

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
    ...errors('400', '405', '406', '409', '413', '414', '415', '500', '503'),
  },
})
