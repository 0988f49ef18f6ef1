import { mediaTypes } from '../../shared/vocabulary'
import { maxAdditions } from './additions'
import { type Detail, errors, exampleOf, jsonOf, ref } from './openapi'
import type { Resource } from './resource'

/** The published description of a patch of the collection, which adds many resources together. */
export const additionsDetail = (it: Resource): Detail => ({
  tags: [it.type],
  operationId: `add${it.type}s`,
  summary: `Create several ${it.type}s, all or none`,
  description: `A JSON Patch (RFC 6902) of the collection: only \`add\` at \`/-\`. Everything is checked first, then stored in one transaction. For more than ${maxAdditions}, or where one may fail without the others, send \`${mediaTypes.ndjson}\` by POST.`,
  parameters: [ref('parameters', 'fields')],
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
            properties: { op: { type: 'string', enum: ['add'] }, path: { type: 'string', enum: ['/-', '/'] }, value: ref('schemas', it.createSchema.title ?? '') },
          },
        },
        example: [{ op: 'add', path: '/-', value: it.example }],
      },
    },
  },
  responses: {
    200: { description: `The new ${it.type}s, committed, in the order of the patch`, content: jsonOf({ type: 'array', items: ref('schemas', it.type) }, [exampleOf(it)]) },
    ...errors('400', '405', '406', '413', '414', '415', '500', '503'),
  },
})
