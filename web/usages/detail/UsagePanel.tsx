import { OneUsage } from './OneUsage'

/** The details of a usage beside a list. */
export const UsagePanel = ({ id, onClose }: { id: string; onClose: () => void }) => (
  <OneUsage key={id} id={id} onClose={onClose} />
)
