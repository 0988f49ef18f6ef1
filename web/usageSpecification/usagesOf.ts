import type { Query } from '../api'

/** What finds the usages that refer to a specification. */
export const usagesOf = (id: string): Query => ({ conditions: [{ path: 'usageSpecification.id', values: [id] }] })
