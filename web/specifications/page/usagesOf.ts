import { equal } from '../../../shared/search'
import type { Query } from '../../api/api'

/** What finds the usages that refer to a specification. */
export const usagesOf = (id: string): Query => ({ any: [[equal('usageSpecification.id', id)]] })
