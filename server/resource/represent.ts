import { startTimeSlice } from '../yieldToOthers'
import { compileFields, selectedPath, withArrival } from './fields'
import type { Document } from './json'
import { hrefOf, type Resource } from './resource'
import type { Row } from './row'

/** Writes a resource as callers see it, as JSON text. */
export type Represent = (row: Pick<Row, 'id' | 'document' | 'aside'>) => string

/** Compiles the selection of `fields` once, for all resources of an answer. */
export function representer(it: Resource, base: string, fields: string[] | undefined): Represent {
  if (!fields)
    return it.face.translation
      ? (row) => JSON.stringify(representationOf(it, row, base))
      : (row) => textOf(it, row, base)
  const select = compileFields(
    fields.map((field) => selectedPath(it, field)),
    it.characteristics,
  )
  return (row) => {
    const document = representationOf(it, row, base)
    const whole = it.aside && row.aside ? { ...document, ...(JSON.parse(row.aside) as Document) } : document
    return JSON.stringify(select(withArrival(it, whole, ...fields)))
  }
}

/** The resources of an answer as a JSON array. */
export async function representAll(
  rows: Pick<Row, 'id' | 'document' | 'aside'>[],
  represent: Represent,
): Promise<string> {
  const slice = startTimeSlice()
  const texts: string[] = []
  for (const row of rows) {
    if (slice.isOver()) await slice.yieldToOthers()
    texts.push(represent(row))
  }
  return `[${texts.join(',')}]`
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
