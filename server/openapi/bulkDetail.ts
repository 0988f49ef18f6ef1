import type { OpenAPIV3 } from 'openapi-types'
import { mediaTypes } from '../../shared/vocabulary'
import type { Detail } from '../http/route'
import { maxAdditions } from '../patch/collectionPatch'
import type { Resource } from '../resource/resource'
import { jsonOf, ref } from './components'
import { errors, exampleOf, operationDetail } from './operationDetail'

/** The published description of POST: one resource, or a stream of them. */
export function createDetail(it: Resource): Detail {
  const { requestBody, responses, ...detail } = operationDetail(it, 'create')
  const one = requestBody as OpenAPIV3.RequestBodyObject
  const { id, href } = exampleOf(it)
  return {
    ...detail,
    summary: `Create a ${it.type}, or one for each line of a stream`,
    description: streaming,
    requestBody: {
      ...one,
      content: {
        ...one.content,
        [mediaTypes.ndjson]: {
          schema: { type: 'string', description: `A ${it.type} as JSON on each line` },
          example: `${JSON.stringify(it.face.example)}\n{}\n`,
        },
      },
    },
    responses: {
      200: {
        description: 'For a stream: a line for each line, in order, as each is committed or refused',
        content: {
          [mediaTypes.ndjson]: {
            schema: {
              type: 'string',
              description: 'On each line the number of a line, its status, and `id` and `href` or an `error`',
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
      ...responses,
    },
  }
}

const streaming = `With \`Content-Type: ${mediaTypes.ndjson}\` the body is a stream of any length, a document a line, as it is or compressed with gzip. Each line is answered by a line
once it is committed or refused; one that is refused fails no other. Lines are counted from 1, blank ones too, but those are not answered. Read the answers while
you send: with more than some megabytes of them unread, the server stops reading, and ends what stands still for a minute. If a stream ends early, its
last answer says why, with the number of the first line that was not taken. A stream takes no \`Idempotency-Key\`: usages that may come twice
are known by a unique value (\`isUnique\` in their specification).`

const refusedExample = {
  code: 'invalidAttribute',
  reason: 'The Usage is not valid',
  message: 'usageSpecification is required',
  status: '400',
  invalidAttribute: [{ path: 'usageSpecification', message: 'is required' }],
  '@type': 'Error',
}

/** The published description of a patch of the collection, which adds many resources together. */
export const additionsDetail = (it: Resource): Detail => ({
  tags: [it.type],
  operationId: `add${it.type}s`,
  summary: `Create several ${it.type}s, all or none`,
  description: `A JSON Patch (RFC 6902) of the collection: only \`add\` at \`/-\`. Everything is checked first, then stored in one transaction. For more than ${maxAdditions}, or where one may fail without the others, send \`${mediaTypes.ndjson}\` by POST.`,
  parameters: [ref('parameters', 'fields'), ref('parameters', 'X-Reason')],
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
              path: { type: 'string', enum: ['/-', '/'] },
              value: ref('schemas', it.face.createSchema.title ?? ''),
            },
          },
        },
        example: [{ op: 'add', path: '/-', value: it.face.example }],
      },
    },
  },
  responses: {
    200: {
      description: `The new ${it.type}s, committed, in the order of the patch`,
      content: jsonOf({ type: 'array', items: ref('schemas', it.type) }, [exampleOf(it)]),
    },
    ...errors('400', '405', '406', '409', '413', '414', '415', '500', '503'),
  },
})
