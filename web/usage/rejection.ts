import type { Usage } from '../../shared/usage'

/** Why a rejected usage was turned down, as far as it says: its characteristic rejectionReason, and the rules it breaks. */
export function rejectionReasons({ status, usageCharacteristic = [], validation }: Usage): string[] {
  if (status !== 'rejected') return []
  const named = usageCharacteristic.filter(({ name }) => name === 'rejectionReason').map(({ value }) => (typeof value === 'string' ? value : JSON.stringify(value)))
  return [...named, ...(validation?.brokenRule?.map(({ message }) => message) ?? [])]
}
