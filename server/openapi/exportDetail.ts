import { DownloadParameters } from '../../shared/api/download'
import type { Detail } from '../http/route'
import type { Resource } from '../resource/resource'
import { errors, exampleOf } from './operationDetail'
import { queryParameters } from './schema'
import { streamedContent } from './streamedContent'

/** The published description of a list as a file. */
export const exportDetail = (it: Resource): Detail => ({
  tags: [it.type],
  operationId: `export${it.type}`,
  summary: `Download ${it.type}s as a file`,
  description:
    'The stream that a list is with `Accept: text/csv` or `application/x-ndjson`, for links. What is wrong with the query is answered before any of it. Not a part of TMF635.',
  parameters: queryParameters(DownloadParameters, {
    query: { example: exampleQuery(it) },
    fields: {
      description: `Only these attributes, separated by commas: of a table the columns, in this order${it.tableColumns ? `, and ${Object.keys(it.tableColumns)} among them: when it arrived` : ''}`,
      example: ['id', ...Object.keys(it.indexedColumns)].join(),
    },
  }),
  responses: {
    200: {
      description: 'Everything that fits',
      headers: {
        'Content-Disposition': {
          description: 'The name of the file, with the day',
          schema: { type: 'string' },
          example: `attachment; filename="${it.path}s-2026-11-23.csv"`,
        },
      },
      content: streamedContent(it, exampleOf(it)),
    },
    ...errors('400', '405', '414', '500', '501', '503'),
  },
})

/** The first attribute that has an index, as the example has it. */
const exampleQuery = ({ indexedColumns, face: { example } }: Resource): string => {
  const [path = 'id'] = Object.keys(indexedColumns).filter((name) => typeof example[name] === 'string')
  return `${path}=${encodeURIComponent(String(example[path] ?? ''))}`
}
