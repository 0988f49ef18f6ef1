import { searchKeysOf } from '../query/searchKeys'
import { type Document, isObject } from '../resource/json'
import type { Resource } from '../resource/resource'

/** The columns for filtering and sorting, each with its type: the indexed attributes, the search keys if the type has them, and the derived columns. */
export const indexedColumnsOf = (it: Resource): { name: string; type: string }[] => [
  ...[
    ...Object.values(it.indexedColumns),
    ...(it.keyed ? [it.keyed.column] : []),
    ...(it.derived ?? []).map(({ column }) => column),
  ].map((column) => ({
    name: column.name,
    type: column.getSQLType().replace(' collate "C"', ''),
  })),
]

/** The values of the indexed columns for a document. */
export function indexedValuesOf(it: Resource, document: Document): (string | null)[] {
  const values = Object.keys(it.indexedColumns).map((path) => textAt(document, path))
  if (it.keyed) values.push(`{${searchKeysOf(document, it.keyed, it.characteristics).join(',')}}`)
  for (const { of } of it.derived ?? []) values.push(arrayText(of(document)))
  return values
}

/** An array in PostgreSQL's text format; null if the array is empty. */
const arrayText = (texts: string[]): string | null =>
  texts.length > 0 ? `{${texts.map((text) => `"${text.replace(/[\\"]/g, '\\$&')}"`).join(',')}}` : null

/** The scalar at a dotted path, as text, or null. */
function textAt(document: Document, path: string): string | null {
  let value: unknown = document
  for (const part of path.split('.')) value = isObject(value) ? value[part] : undefined
  return value === undefined || value === null ? null : String(value)
}
