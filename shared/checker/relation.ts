import type { CharacteristicSpecification } from '../usageSpecification'
import { type Validity, validityOf } from './validity'

/** What one characteristic means for another. */
export interface Relation {
  kind: 'dependency' | 'exclusivity'
  /** The name of the one that says it. */
  of: string
  to: string
  validity: Validity | undefined
}

export type CharacteristicRelationship = NonNullable<CharacteristicSpecification['charSpecRelationship']>[number]

/** Of the standard's other words for relations none restricts a usage. */
export function relationKind({ relationshipType }: CharacteristicRelationship): Relation['kind'] | undefined {
  const word = relationshipType?.toLowerCase()
  return word === 'dependency' || word === 'exclusivity' ? word : undefined
}

/** The name of the characteristic it points to, by name or by id; undefined when there is none, or it is one of another specification. */
export function targetOf(relationship: CharacteristicRelationship, among: readonly CharacteristicSpecification[]): string | undefined {
  const { name, characteristicSpecificationId: id } = relationship
  return among.find((it) => (name ? it.name === name : id !== undefined && it.id === id))?.name
}

/** An exclusivity that both sides say counts once. */
export function relationsOf(characteristics: readonly CharacteristicSpecification[]): Relation[] {
  const found: Relation[] = []
  for (const { name: of = '', charSpecRelationship = [] } of characteristics) {
    for (const relationship of charSpecRelationship) {
      const kind = relationKind(relationship)
      const to = kind && targetOf(relationship, characteristics)
      if (!kind || to === undefined) continue
      const isSaid = found.some((it) => it.kind === kind && ((it.of === of && it.to === to) || (kind === 'exclusivity' && it.of === to && it.to === of)))
      if (!isSaid) found.push({ kind, of, to, validity: validityOf(relationship.validFor) })
    }
  }
  return found
}
