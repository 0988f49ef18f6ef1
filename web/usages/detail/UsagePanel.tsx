import { OneUsage } from './OneUsage'

/** The details of a usage beside a list of them. */
export const UsagePanel = ({ id, onClose }: { id: string; onClose: () => void }) => (
  <OneUsage key={id} id={id} onClose={onClose} />
)
