import { pick } from './fields'
import type { Document } from './json'
import { hrefOf, type Resource } from './resource'
import type { Row } from './row'

/** A resource as callers see it. The stored text is passed on as it is, behind the `id` and `href` it is stored without. */
export function represent(
  it: Resource,
  { id, document, aside }: Pick<Row, 'id' | 'document' | 'aside'>,
  base: string,
  fields: string[] | undefined,
): string {
  const text = `{"id":"${id}","href":${JSON.stringify(hrefOf(it, id, base))},${document.slice(1)}`
  if (!fields) return text
  const shown = { ...(JSON.parse(text) as Document), ...(aside ? (JSON.parse(aside) as Document) : {}) }
  return JSON.stringify(pick(shown, fields, it.characteristics))
}
