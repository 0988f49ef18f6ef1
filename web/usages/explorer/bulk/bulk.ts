import { nextStatuses } from '../../../../shared/lifecycle'
import type { Usage } from '../../../../shared/usage'
import type { UsageStatus } from '../../../../shared/vocabulary'

/** The statuses that all of these may take next, in the order of the first. */
export function nextForAll(usages: Usage[]): UsageStatus[] {
  const [first, ...others] = new Set(usages.map(({ status }) => status))
  return first
    ? nextStatuses(first).filter((status) => others.every((other) => nextStatuses(other).includes(status)))
    : []
}
