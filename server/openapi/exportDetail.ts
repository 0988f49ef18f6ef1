import { DownloadParameters } from '../../shared/api/download'
import type { Detail } from '../http/route'
import type { Resource } from '../resource/resource'
import { errors, exampleOf } from './operationDetail'
import { queryParameters } from './schema'
import { streamedContent } from './streamedContent'

/** The published description of the download of a list. */
export const exportDetail = (it: Resource): Detail => ({
  tags: [it.type],
  operationId: `export${it.type}`,
  summary: `Download ${it.type}s as a file`,
  description:
    'The same as the list with `Accept: text/csv` or `application/x-ndjson`, for use in links. An invalid query is answered before the download starts. Not part of TMF635.',
  parameters: queryParameters(DownloadParameters, {
    query: { example: exampleQuery(it) },
    fields: {
      description:
        'Only these attributes, separated by commas; in CSV they are the columns, in this order. `arrival` is the time of arrival',
      example: ['id', ...Object.keys(it.indexedColumns)].join(),
    },
  }),
  responses: {
    200: {
      description: 'All matching resources',
      headers: {
        'Content-Disposition': {
          description: 'The file name, with the date',
          schema: { type: 'string' },
          example: `attachment; filename="${it.path}s-2026-11-23.csv"`,
        },
      },
      content: streamedContent(it, exampleOf(it)),
    },
    ...errors('400', '405', '414', '500', '501', '503'),
  },
})

/** A filter by the first indexed attribute, with the value of the example. */
const exampleQuery = ({ indexedColumns, face: { example } }: Resource): string => {
  const [path = 'id'] = Object.keys(indexedColumns).filter((name) => typeof example[name] === 'string')
  return `${path}=${encodeURIComponent(String(example[path] ?? ''))}`
}
