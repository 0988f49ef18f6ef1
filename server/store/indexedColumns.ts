import { searchKeysOf } from '../query/searchKeys'
import { type Document, isObject } from '../resource/json'
import type { Resource } from '../resource/resource'

/** What SQL filters and sorts by, each column with its type: the promoted attributes, and the keys where a resource has them. */
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

/** The values of these columns for a document. */
export function indexedValuesOf(it: Resource, document: Document): (string | null)[] {
  const values = Object.keys(it.indexedColumns).map((path) => textAt(document, path))
  if (it.keyed) values.push(`{${searchKeysOf(document, it.keyed.paths, it.characteristics).join(',')}}`)
  for (const { of } of it.derived ?? []) values.push(arrayText(of(document)))
  return values
}

/** An array as PostgreSQL reads it; null for none. */
const arrayText = (texts: string[]): string | null =>
  texts.length > 0 ? `{${texts.map((text) => `"${text.replace(/[\\"]/g, '\\$&')}"`).join(',')}}` : null

/** Text of a scalar at a dotted path, or null. */
function textAt(document: Document, path: string): string | null {
  let value: unknown = document
  for (const part of path.split('.')) value = isObject(value) ? value[part] : undefined
  return value === undefined || value === null ? null : String(value)
}
