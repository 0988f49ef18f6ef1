import type { CharacteristicSpecification } from '../usageSpecification'
import { type Validity, validityOf } from './validity'

/** A relation between two characteristics that restricts usages. */
export interface Relation {
  kind: 'dependency' | 'exclusivity'
  /** The name of the characteristic that declares the relation. */
  of: string
  to: string
  validity: Validity | undefined
}

export type CharacteristicRelationship = NonNullable<CharacteristicSpecification['charSpecRelationship']>[number]

/** The standard's other relationship types do not restrict usages. */
export function relationKind({ relationshipType }: CharacteristicRelationship): Relation['kind'] | undefined {
  const word = relationshipType?.toLowerCase()
  return word === 'dependency' || word === 'exclusivity' ? word : undefined
}

/** Characteristics by name and by id. The first of a name takes precedence. */
export interface CharacteristicIndex {
  byName: Map<string, CharacteristicSpecification>
  byId: Map<string, CharacteristicSpecification>
}

export function indexCharacteristics(characteristics: Iterable<CharacteristicSpecification>): CharacteristicIndex {
  const [byName, byId] = [
    new Map<string, CharacteristicSpecification>(),
    new Map<string, CharacteristicSpecification>(),
  ]
  for (const it of characteristics) {
    if (it.name !== undefined && !byName.has(it.name)) byName.set(it.name, it)
    if (it.id !== undefined && !byId.has(it.id)) byId.set(it.id, it)
  }
  return { byName, byId }
}

/** The characteristic that a relationship points to, by name or by id; undefined when there is none. */
export const targetOf = (
  { name, characteristicSpecificationId: id }: CharacteristicRelationship,
  { byName, byId }: CharacteristicIndex,
): CharacteristicSpecification | undefined => (name ? byName.get(name) : byId.get(id ?? ''))

/** An exclusivity that both characteristics declare counts once. */
export function relationsOf(characteristics: CharacteristicIndex): Relation[] {
  const found = new Map<string, Relation>()
  for (const { name: of = '', charSpecRelationship = [] } of characteristics.byName.values()) {
    for (const relationship of charSpecRelationship) {
      const kind = relationKind(relationship)
      const to = kind && targetOf(relationship, characteristics)?.name
      if (!kind || to === undefined) continue
      const key = JSON.stringify([kind, ...(kind === 'exclusivity' ? [of, to].sort() : [of, to])])
      if (!found.has(key)) found.set(key, { kind, of, to, validity: validityOf(relationship.validFor) })
    }
  }
  return [...found.values()]
}
