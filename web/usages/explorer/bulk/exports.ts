import type { DownloadParameters } from '../../../../shared/api/download'
import { equal, writeFields, writeSearch } from '../../../../shared/search'
import type { Column } from '../list/columns'

export type Format = NonNullable<DownloadParameters['format']>

/** The attributes that columns show; an export has the id too, so that each line can be found again. */
const fieldsOf = (columns: Column[]): string[] => [...new Set(['id', ...columns.flatMap(({ fields }) => fields)])]

/** Where everything that a query finds comes as a file. CSV has the columns that are seen, NDJSON is whole. */
export const exportAddress = (query: string, format: Format, columns: Column[]): string =>
  `/api/usage/export?${new URLSearchParams({ query, format, ...(format === 'csv' && { fields: writeFields(fieldsOf(columns)) }) })}`

/** An address has 8192 bytes at most; this many ids leave room for the columns. */
const mostIds = 200

const queryOfIds = (ids: string[]): string => writeSearch({ any: [[equal('id', ...ids)]] })

/** The addresses of some usages: several when they are many. */
export const exportAddresses = (ids: string[], format: Format, columns: Column[]): string[] =>
  Array.from({ length: Math.ceil(ids.length / mostIds) }, (_, at) =>
    exportAddress(queryOfIds(ids.slice(at * mostIds, (at + 1) * mostIds)), format, columns),
  )

/** Parts of an export as one: of CSV only the first keeps its head. */
export const joined = (parts: string[], format: Format): string =>
  parts.map((part, at) => (format === 'csv' && at > 0 ? part.slice(part.indexOf('\n') + 1) : part)).join('')
