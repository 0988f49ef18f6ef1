import type { Usage } from '../../../shared/usage'

/** The sender's reason for rejecting a usage: the characteristic rejectionReason. */
export function rejectionReason({ status, usageCharacteristic = [] }: Usage): string | undefined {
  const given =
    status === 'rejected' ? usageCharacteristic.find(({ name }) => name === 'rejectionReason')?.value : undefined
  return given === undefined || typeof given === 'string' ? given : JSON.stringify(given)
}
