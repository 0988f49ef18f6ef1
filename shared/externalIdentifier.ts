/** An identifier that another system gave a usage (ExternalIdentifier of TMF635 v5). */
export interface ExternalIdentifier {
  id: string
  owner?: unknown
  externalIdentifierType?: unknown
}

/** The attribute in TMF635 v5, and its spellings in other TM Forum APIs: externalId, externalID, externalIdentifiers, external_id. */
const spelling = /^external_?(id|identifier)s?$/i

/** The attributes of a usage that hold external identifiers, as they are spelt there. */
export const externalIdentifierNames = (usage: object): string[] =>
  Object.keys(usage).filter((name) => spelling.test(name))

/** The external identifiers of a usage: text, numbers, or objects with an `id`, alone or in arrays. */
export function externalIdentifiersOf(usage: object): ExternalIdentifier[] {
  const found: ExternalIdentifier[] = []
  for (const name of externalIdentifierNames(usage))
    found.push(...[(usage as Record<string, unknown>)[name]].flat().flatMap(identifierOf))
  return found
}

function identifierOf(value: unknown): ExternalIdentifier[] {
  const { id, ...more }: Record<string, unknown> = typeof value === 'object' ? { ...value } : { id: value }
  return typeof id === 'string' || typeof id === 'number' ? [{ ...more, id: String(id) }] : []
}
