import type { Revision } from '../../../../shared/api/revisions'
import type { Usage } from '../../../../shared/usage'
import type { UsageStatus } from '../../../../shared/vocabulary'

/** A status that a usage had, and the revision that set it. */
export interface Step {
  status: UsageStatus
  at: string
  by: string | undefined
  reason: string | undefined
}

/** The statuses of a usage, oldest first. Revisions come newest first. */
export function statusStepsOf(revisions: readonly Revision<Usage>[]): Step[] {
  const steps: Step[] = []
  for (const { at, by, reason, document } of [...revisions].reverse()) {
    if (document && document.status !== steps.at(-1)?.status) steps.push({ status: document.status, at, by, reason })
  }
  return steps
}
