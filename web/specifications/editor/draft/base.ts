import type { UsageSpecificationCreate } from '../../../../shared/usageSpecification'

/** What a change is a change of: what was stored, and the tag of its revision. */
export interface Base {
  document: UsageSpecificationCreate
  etag: string
}
