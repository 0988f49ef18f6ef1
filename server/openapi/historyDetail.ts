import type { OpenAPIV3 } from 'openapi-types'
import type { Detail } from '../http/route'
import { defaultRevisions, maxRevisions } from '../operations/history'
import type { Resource } from '../resource/resource'
import { exampleId, jsonOf, ref } from './components'
import { errors, exampleOf, idParameter } from './operationDetail'

/** The published description of the revisions of a resource. */
export const revisionsDetail = (it: Resource): Detail => ({
  tags: [it.type],
  operationId: `listRevisions${it.type}`,
  summary: `What became of a ${it.type}, newest first`,
  description: `Also of one that is deleted. Not a part of TMF635. There are fewer than \`limit\` where they are large; \`Link\` leads to what is left.`,
  parameters: [
    idParameter,
    {
      name: 'limit',
      in: 'query',
      description: 'How many to return at most',
      schema: { type: 'integer', minimum: 1, maximum: maxRevisions, default: defaultRevisions },
    },
    {
      name: 'before',
      in: 'query',
      description: 'Only revisions with lower numbers',
      schema: { type: 'integer', minimum: 1 },
    },
  ],
  responses: {
    200: {
      description: `What it was after each change, and the deletion`,
      headers: {
        Link: {
          description: 'More of them: next (RFC 8288)',
          schema: { type: 'string' },
          example: `</api/${it.path}/${exampleId}/revisions?before=2&limit=50>; rel="next"`,
        },
      },
      content: jsonOf({ type: 'array', items: revisionSchema(it) }, exampleRevisions(it)),
    },
    ...errors('400', '404', '405', '406', '414', '500', '503'),
  },
})

const revisionSchema = (it: Resource): OpenAPIV3.SchemaObject => ({
  type: 'object',
  required: ['revision', 'at'],
  properties: {
    revision: { type: 'integer', description: 'Its number, as in the ETag, from 1', minimum: 1 },
    at: {
      type: 'string',
      format: 'date-time',
      description: `When it was made, later than any before; \`asOf\` this instant is this revision`,
    },
    by: { type: 'string', description: 'Who made it, where that is known' },
    reason: { type: 'string', description: 'Why, as X-Reason said' },
    deleted: {
      type: 'boolean',
      description: 'True where the resource was deleted; there is no change and no document then',
      enum: [true],
    },
    change: {
      ...ref('schemas', 'JsonPatch'),
      description: 'What makes it of the revision before (RFC 6902); the first has none',
    } as OpenAPIV3.ReferenceObject,
    document: ref('schemas', it.type),
  },
})

function exampleRevisions(it: Resource) {
  const first = exampleOf(it)
  return [
    { revision: 3, at: '2026-11-25T09:00:00.000000Z', by: '192.0.2.7', reason: 'Sent twice', deleted: true },
    {
      revision: 2,
      at: '2026-11-24T12:30:00.123456Z',
      by: '192.0.2.7',
      reason: 'Corrected after a complaint',
      change: [{ op: 'replace', path: '/description', value: 'Corrected' }],
      document: { ...first, description: 'Corrected' },
    },
    { revision: 1, at: '2026-11-23T10:20:00.000000Z', by: '192.0.2.4', document: first },
  ]
}
