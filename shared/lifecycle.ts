import type { UsageStatus } from './vocabulary'

/** The allowed changes of a usage's status (TMF635 v4.0.0, lifecycle diagram). Imports only types. */
const next: Record<UsageStatus, readonly UsageStatus[]> = {
  received: ['guided', 'rejected'],
  guided: ['rated', 'rejected'],
  rejected: ['recycled'],
  recycled: ['guided', 'rejected'],
  rated: ['rerated', 'billed'],
  rerated: ['rated'],
  billed: [],
}

/** The statuses that may follow, the usual one first; none after the last. */
export const nextStatuses = (from: UsageStatus): readonly UsageStatus[] => next[from]
