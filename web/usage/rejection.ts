import type { Usage } from '../../shared/usage'

/** Why a rejected usage was turned down, as far as it says: its characteristic rejectionReason, or the rules it broke. */
export function rejectionReasons({ status, usageCharacteristic = [], ...others }: Usage): string[] {
  if (status !== 'rejected') return []
  const named = usageCharacteristic.filter(({ name }) => name === 'rejectionReason').map(({ value }) => value)
  const { validation } = others as { validation?: { brokenRule?: unknown } | null } // An attribute of the sender's own, of any shape.
  const broken = validation?.brokenRule
  return [...named, ...(Array.isArray(broken) ? broken : broken ? [broken] : [])].map((it) => (typeof it === 'string' ? it : JSON.stringify(it)))
}
