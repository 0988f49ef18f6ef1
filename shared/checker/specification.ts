import type { CharacteristicSpecification, UsageSpecificationCreate } from '../usageSpecification'

/** A UsageSpecification or a draft of one; its attributes have the types of the schema. */
export type Specification = Partial<UsageSpecificationCreate> & {
  id?: string
  /** False: usages may have only the characteristics that the specification names. */
  extensible?: boolean
}

export type ValueSpecification = NonNullable<CharacteristicSpecification['characteristicValueSpecification']>[number]

export interface SpecificationProblem {
  /** The path in the specification, such as `specCharacteristic[2].regex`. */
  path: string
  message: string
}

/** The ids of the parts of a bundle; none when the specification is not a bundle. */
export const containedIds = ({ isBundle, entitySpecRelationship = [] }: Specification): string[] =>
  isBundle
    ? entitySpecRelationship.flatMap(({ id, relationshipType }) => (id && contains(relationshipType) ? [id] : []))
    : []

export const contains = (relationshipType: string): boolean => relationshipType.toLowerCase() === 'contains'

export interface SpecificationWithParts {
  /** The specification itself, then all its parts, including the parts of parts. */
  parts: Specification[]
  /** Whether a part is not known here. */
  isIncomplete: boolean
}

/** Collects a specification and its parts from the specifications in `known`. */
export function withParts(specification: Specification, known: readonly Specification[]): SpecificationWithParts {
  const byId = new Map(known.map((it) => [it.id, it]))
  const parts = [specification]
  const seen = new Set([specification.id])
  let isIncomplete = false
  // The list grows during the loop.
  for (const part of parts) {
    for (const id of containedIds(part)) {
      if (seen.has(id)) continue
      seen.add(id)
      const found = byId.get(id)
      if (found) parts.push(found)
      else isIncomplete = true
    }
  }
  return { parts, isIncomplete }
}

/** Whether external identifiers are unique among the usages of a specification, given it and all its parts: each of them can say so. */
export const isExternalIdentifierUnique = (parts: Specification[]): boolean =>
  parts.some((it) => it.isExternalIdentifierUnique === true)
