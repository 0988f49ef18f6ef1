import type { Revision } from '../../../../shared/api/revisions'
import type { Usage } from '../../../../shared/usage'
import type { UsageStatus } from '../../../../shared/vocabulary'

/** A status a usage had, and how it came to it. */
export interface Step {
  status: UsageStatus
  at: string
  by: string | undefined
  reason: string | undefined
}

/** The way a usage really went, from the first status that is known. Revisions come newest first. */
export function stepsOf(revisions: readonly Revision<Usage>[]): Step[] {
  const steps: Step[] = []
  for (const { at, by, reason, document } of [...revisions].reverse()) {
    if (document && document.status !== steps.at(-1)?.status) steps.push({ status: document.status, at, by, reason })
  }
  return steps
}
