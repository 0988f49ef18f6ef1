import type { CharacteristicSpecification, UsageSpecificationCreate } from '../usageSpecification'

/** A UsageSpecification, or the draft of one; its attributes are of the types that its schema has. */
export type Specification = Partial<UsageSpecificationCreate> & {
  id?: string
  /** False: usages have no characteristics but those it names. */
  extensible?: boolean
}

export type ValueSpecification = NonNullable<CharacteristicSpecification['characteristicValueSpecification']>[number]

export interface SpecificationProblem {
  /** Where it is, such as `specCharacteristic[2].regex`. */
  path: string
  message: string
}

/** The ids of the specifications a bundle contains. */
export const containedIds = ({ isBundle, entitySpecRelationship = [] }: Specification): string[] =>
  isBundle
    ? entitySpecRelationship.flatMap(({ id, relationshipType }) => (id && contains(relationshipType) ? [id] : []))
    : []

export const contains = (relationshipType: string): boolean => relationshipType.toLowerCase() === 'contains'

export interface Whole {
  /** The specification itself, then what it contains, however deep. */
  parts: Specification[]
  /** Whether one of them is not known. */
  isIncomplete: boolean
}

/** A specification with what it contains, as far as `known` has it. */
export function wholeOf(specification: Specification, known: readonly Specification[]): Whole {
  const byId = new Map(known.map((it) => [it.id, it]))
  const parts = [specification]
  const seen = new Set([specification.id])
  let isIncomplete = false
  // Grows while it is walked.
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
