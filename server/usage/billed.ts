import { billedProblems, isBilled } from '../../shared/billed'
import type { StoredUsage } from '../checking/admission'
import { conflict, TmfError } from '../errors'

const maxMessage = 1000

/** Refuses a change of what stands on a bill. */
export function refuseBilledChange(before: StoredUsage, after: StoredUsage): void {
  const problems = billedProblems(before, after)
  if (problems.length === 0) return
  const said = problems.map(({ path, message }) => `${path} ${message}`).join('; ')
  throw new TmfError(
    409,
    'billed',
    'What stands on a bill cannot change',
    `${said.slice(0, maxMessage)}. To correct the bill nevertheless, send the change with ?force=true and the reason in X-Reason.`,
    { invalidAttribute: problems },
  )
}

/** Refuses to delete a usage that stands on a bill. */
export function refuseBilledDeletion(usage: StoredUsage): void {
  if (isBilled(usage))
    throw conflict(
      'billed',
      'A billed usage cannot be deleted',
      'To delete it nevertheless, send ?force=true and the reason in X-Reason. Its unique values stay taken, so that the same record is not charged twice.',
    )
}
