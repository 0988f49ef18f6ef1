import { useQuery } from '@tanstack/react-query'
import { Problem } from '../../api/api'
import { usageOne } from '../../api/usageQueries'
import { ErrorPanel } from '../../ui/feedback/ErrorPanel'
import { Loading } from '../../ui/feedback/Loading'
import { MissingUsage } from './history/MissingUsage'
import classes from './OneUsage.module.css'
import { UsageHeader } from './UsageHeader'
import { UsageTabs } from './UsageTabs'

interface Props {
  id: string
  /** Closes the panel beside a list; undefined on a page of its own. */
  onClose?: () => void
}

/** All details of a usage, on a page of its own or beside a list. */
export function OneUsage({ id, onClose }: Props) {
  const { data: usage, error, refetch } = useQuery(usageOne(id))
  const isGone = error instanceof Problem && error.status === 404
  return (
    <div className={classes.frame}>
      {isGone ? (
        <MissingUsage id={id} onClose={onClose} />
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
