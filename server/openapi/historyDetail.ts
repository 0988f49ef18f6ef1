import { RevisionsParameters, revisionOf } from '../../shared/api/revisions'
import type { Detail } from '../http/route'
import type { Resource } from '../resource/resource'
import { exampleId, jsonOf } from './components'
import { errors, exampleOf, idParameter } from './operationDetail'
import { schemaNames } from './resourceSchemas'
import { openApiOf, queryParameters } from './schema'

/** The published description of the revisions of a resource. */
export const revisionsDetail = (it: Resource): Detail => ({
  tags: [it.type],
  operationId: `listRevisions${it.type}`,
  summary: `List the revisions of a ${it.type}, newest first`,
  description:
    'Works for deleted resources, too. If revisions are large, a page has fewer than `limit`; `Link` leads to the next. Not part of TMF635.',
  parameters: [idParameter, ...queryParameters(RevisionsParameters)],
  responses: {
    200: {
      description: 'The resource after each change, and its deletion',
      headers: {
        Link: {
          description: 'The next page (RFC 8288)',
          schema: { type: 'string' },
          example: `</api/${it.path}/${exampleId}/revisions?before=2&limit=50>; rel="next"`,
        },
      },
      content: jsonOf(
        { type: 'array', items: openApiOf(revisionOf({ ...it.face.schema, title: schemaNames(it).whole })) },
        exampleRevisions(it),
      ),
    },
    ...errors('400', '404', '405', '406', '414', '500', '503'),
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
