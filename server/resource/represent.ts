import { pick } from './fields'
import type { Document } from './json'
import { hrefOf, type Resource } from './resource'
import type { Row } from './row'

/** A resource as callers see it, as JSON text. */
export function represent(
  it: Resource,
  row: Pick<Row, 'id' | 'document' | 'aside'>,
  base: string,
  fields: string[] | undefined,
): string {
  if (!fields && !it.face.translation) return textOf(it, row, base)
  const document = representationOf(it, row, base)
  if (!fields) return JSON.stringify(document)
  const shown = { ...document, ...(row.aside ? (JSON.parse(row.aside) as Document) : {}) }
  return JSON.stringify(pick(shown, fields, it.characteristics))
}

/** A resource as callers see it, as an object, without the attributes that are shown only if `fields` names them. */
export function representationOf(it: Resource, row: Pick<Row, 'id' | 'document'>, base: string): Document {
  const { translation } = it.face
  if (!translation) return JSON.parse(textOf(it, row, base))
  return { id: row.id, href: hrefOf(it, row.id, base), ...translation.write(JSON.parse(row.document)) }
}

/** The stored text, unparsed, with `id` and `href` in front, which are not part of the stored text. */
const textOf = (it: Resource, { id, document }: Pick<Row, 'id' | 'document'>, base: string): string =>
  `{"id":"${id}","href":${JSON.stringify(hrefOf(it, id, base))},${document.slice(1)}`

/** The document to store for a representation: the inverse of `representationOf`. */
export function documentOf(
  { face: { translation } }: Resource,
  { id: _id, href: _href, ...document }: Document,
): Document {
  return translation ? translation.read(document) : document
}
