import type { UsageStatus } from '../../../shared/vocabulary'
import classes from './StatusBadge.module.css'

/** An icon for each status, so that colour is not the only difference. */
const shapes: Record<UsageStatus, string> = {
  received: 'M8 2.5v7M4.5 6.5 8 10l3.5-3.500M3 13.500h10',
  rejected: 'M4 4l8 8M12 4l-8 8',
  recycled: 'M13 8a5 5 0 1 1-1.6-3.700M13 2.500v3h-3',
  guided: 'M2.5 8h10M9 4.5 12.5 8 9 11.5',
  rated: 'M3 8.500l3.5 3.500L13 4.5',
  rerated: 'M1.5 8.5 4.5 11.5 10 5M7.5 10.500l1.5 1.500L15 5',
  billed: 'M4 1.500h8v13l-2-1.5-2 1.5-2-1.5-2 1.500zM6.5 5.500h3M6.5 8.500h3',
}

/** The status of a usage: colour, icon and text. */
export function StatusBadge({ status }: { status: UsageStatus }) {
  return (
    <span className={classes.badge} data-status={status}>
      <svg
        viewBox="0 0 16 16"
        width={13}
        height={13}
        fill="none"
        stroke="currentColor"
        strokeWidth={1.8}
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        <path d={shapes[status]} />
      </svg>
      {status}
    </span>
  )
}
