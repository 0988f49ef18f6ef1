import { usageStatuses } from '../../../../shared/vocabulary'
import classes from './Histogram.module.css'

/** A pattern for each status, so that colour is not the only difference. */
const lines: Partial<Record<(typeof usageStatuses)[number], string>> = {
  rejected: 'M-1 1l2-2M0 6l6-6M5 7l2-2',
  recycled: 'M-1 5l2 2M0 0l6 6M5-1l2 2',
  rerated: 'M3 0v6',
  billed: 'M0 3h6',
}

export function StatusPatterns() {
  return (
    <defs>
      {usageStatuses.map((status) => (
        <pattern
          key={status}
          id={`status-${status}`}
          width={6}
          height={6}
          patternUnits="userSpaceOnUse"
          data-status={status}
          className={classes.pattern}
        >
          <rect width={6} height={6} fill="var(--ink)" />
          {lines[status] && <path d={lines[status]} stroke="var(--line)" strokeWidth={1.3} fill="none" />}
        </pattern>
      ))}
    </defs>
  )
}
