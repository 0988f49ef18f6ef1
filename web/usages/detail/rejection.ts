import type { Usage } from '../../../shared/usage'

/** Why a rejected usage was turned down, in its sender's words: the characteristic rejectionReason. */
export function rejectionReason({ status, usageCharacteristic = [] }: Usage): string | undefined {
  const given =
    status === 'rejected' ? usageCharacteristic.find(({ name }) => name === 'rejectionReason')?.value : undefined
  return given === undefined || typeof given === 'string' ? given : JSON.stringify(given)
}
