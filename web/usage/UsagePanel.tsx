import { usage } from '../messages/usage'
import { OneUsage } from './OneUsage'

/** The details of a usage beside a list of them. */
export function UsagePanel({ id, onClose }: { id: string; onClose: () => void }) {
  return (
    <section aria-label={usage.panel}>
      <OneUsage key={id} id={id} onClose={onClose} />
    </section>
  )
}
