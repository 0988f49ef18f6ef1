import type { DownloadParameters } from '../../../../shared/api/download'
import { equal, writeFields, writeSearch } from '../../../../shared/search'
import type { Column } from '../list/columns'

export type Format = NonNullable<DownloadParameters['format']>

/** The attributes of the columns. The id is always exported, so that each line can be found again. */
const fieldsOf = (columns: Column[]): string[] => [...new Set(['id', ...columns.flatMap(({ fields }) => fields)])]

/** The address of an export. CSV contains the shown columns, NDJSON the whole documents. */
export const exportAddress = (query: string, format: Format, columns: Column[]): string =>
  `/api/usage/export?${new URLSearchParams({ query, format, ...(format === 'csv' && { fields: writeFields(fieldsOf(columns)) }) })}`

/** An address has at most 8192 bytes; this many ids leave space for the columns. */
const mostIds = 200

const queryOfIds = (ids: string[]): string => writeSearch({ any: [[equal('id', ...ids)]] })

/** The addresses that export the usages with the ids, each for a part of them. */
export const exportAddresses = (ids: string[], format: Format, columns: Column[]): string[] =>
  Array.from({ length: Math.ceil(ids.length / mostIds) }, (_, at) =>
    exportAddress(queryOfIds(ids.slice(at * mostIds, (at + 1) * mostIds)), format, columns),
  )

/** Joins the parts of an export: in CSV only the first part keeps its header. */
export const joined = (parts: string[], format: Format): string =>
  parts.map((part, at) => (format === 'csv' && at > 0 ? part.slice(part.indexOf('\n') + 1) : part)).join('')
