import { Link } from '@tanstack/react-router'
import type { UsageStatus } from '../../shared/vocabulary'
import { formatNumber } from '../messages/format'
import { overview } from '../messages/overview'
import { StatusBadge } from '../ui/layout/StatusBadge'
import classes from './StatusCounts.module.css'

export interface StatusCount {
  status: UsageStatus
  count: number | undefined
}

/** The number of usages by status. Each number links to the list of these usages. */
export function StatusCounts({ counts, total }: { counts: StatusCount[]; total: number }) {
  return (
    <ul className={classes.grid}>
      {counts.map(({ status, count }) => (
        <li key={status}>
          <Link to="/usages" search={{ status }} className={classes.card}>
            <StatusBadge status={status} />
            <span className={classes.count}>{count === undefined ? '…' : formatNumber(count)}</span>
            <span className={classes.share}>
              {count === undefined || total === 0 ? '' : overview.share(share(count, total))}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** A share as text, such as `8.1%`. Never 0% unless the count is 0, and never 100% unless the count is the total. */
function share(count: number, total: number): string {
  const percent = (100 * count) / total
  if (count > 0 && percent < 0.1) return '<0.1%'
  if (count < total && percent > 99.9) return '>99.9%'
  return `${Number(percent.toFixed(1))}%`
}
