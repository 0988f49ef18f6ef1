import { Link } from '@tanstack/react-router'
import { formatNumber } from '../messages/format'
import { overview } from '../messages/overview'
import classes from './StatusCounts.module.css'

/** The two numbers that say how much is here. */
export function Totals({ usages, specifications }: { usages: number | undefined; specifications: number | undefined }) {
  return (
    <div className={classes.row}>
      <Link to="/usages" className={classes.card}>
        <span className={classes.label}>{overview.usages}</span>
        <span className={classes.big}>{usages === undefined ? '…' : formatNumber(usages)}</span>
      </Link>
      <Link to="/specifications" className={classes.card}>
        <span className={classes.label}>{overview.specifications}</span>
        <span className={classes.big}>{specifications === undefined ? '…' : formatNumber(specifications)}</span>
      </Link>
    </div>
  )
}
