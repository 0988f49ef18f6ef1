import type { UsageStatus } from './vocabulary'

/** From which status a usage may go to which (TMF635 v4.0.0, lifecycle diagram). Imports nothing that runs. */
const next: Record<UsageStatus, readonly UsageStatus[]> = {
  received: ['guided', 'rejected'],
  guided: ['rated', 'rejected'],
  rejected: ['recycled'],
  recycled: ['guided', 'rejected'],
  rated: ['rerated', 'billed'],
  rerated: ['rated'],
  billed: [],
}

/** The statuses a usage may take next, the usual one first; none when it has come to its end. */
export const nextStatuses = (from: UsageStatus): readonly UsageStatus[] => next[from]
