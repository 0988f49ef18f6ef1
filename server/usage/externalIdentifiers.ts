import { type Document, isObject } from '../resource/json'

/** The attribute in TMF635 v5, and its spellings in other TM Forum APIs: externalId, externalID, externalIdentifiers, external_id. */
const spelling = /^external_?(id|identifier)s?$/i

/** The identifiers that other systems gave a usage: text, numbers, or objects with an `id`, alone or in arrays. */
export function externalIdentifiersOf(document: Document): string[] {
  const found: string[] = []
  for (const name of Object.keys(document))
    if (spelling.test(name)) found.push(...[document[name]].flat().flatMap(textOf))
  return found
}

function textOf(value: unknown): string[] {
  const id = isObject(value) ? value.id : value
  return typeof id === 'string' || typeof id === 'number' ? [String(id)] : []
}
