import { nextStatuses } from '../../../../shared/lifecycle'
import type { Usage } from '../../../../shared/usage'
import type { UsageStatus } from '../../../../shared/vocabulary'

/** The next statuses that all of the usages can take. */
export function nextForAll(usages: Usage[]): UsageStatus[] {
  const [first, ...others] = new Set(usages.map(({ status }) => status))
  return first
    ? nextStatuses(first).filter((status) => others.every((other) => nextStatuses(other).includes(status)))
    : []
}
