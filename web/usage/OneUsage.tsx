import { useQuery } from '@tanstack/react-query'
import { Problem } from '../api'
import { ErrorPanel } from '../parts/ErrorPanel'
import { Loading } from '../parts/Loading'
import { usageOne } from '../queries/usage'
import { GoneUsage } from './GoneUsage'
import classes from './OneUsage.module.css'
import { UsageHeader } from './UsageHeader'
import { UsageTabs } from './UsageTabs'

interface Props {
  id: string
  /** Beside a list: what closes it there. */
  onClose?: () => void
}

/** A usage with all there is to know of it: on a page of its own, or beside a list. */
export function OneUsage({ id, onClose }: Props) {
  const { data: usage, error, refetch } = useQuery(usageOne(id))
  const isGone = error instanceof Problem && error.status === 404
  return (
    <div className={classes.frame}>
      {isGone ? (
        <GoneUsage id={id} onClose={onClose} />
      ) : (
        <>
          <UsageHeader id={id} usage={usage} onClose={onClose} />
          {error && <ErrorPanel error={error} onRetry={refetch} />}
          {usage ? <UsageTabs usage={usage} /> : !error && <Loading rows={12} />}
        </>
      )}
    </div>
  )
}
