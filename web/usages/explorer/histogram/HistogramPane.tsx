import { Button, Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { equal } from '../../../../shared/search'
import type { UsageStatus } from '../../../../shared/vocabulary'
import { Problem } from '../../../api/api'
import { usageHistogram } from '../../../api/explorerQueries'
import { explorerList } from '../../../messages/explorerList'
import { formatNumber } from '../../../messages/format'
import { useZone } from '../../../time/zone'
import { narrowed } from '../filter/filters'
import { timeBy } from '../state'
import { lengthOf, spanOf, writeSpan } from '../time/time'
import type { Explorer } from '../useExplorer'
import { Swatch } from './BarTip'
import { Histogram } from './Histogram'
import classes from './Histogram.module.css'
import { barsOf, totalsOf } from './histogramScale'

/** The histogram of the list's usages, with a legend of statuses. */
export function HistogramPane({ state }: { state: Explorer }) {
  const { search, now, narrowing, filters, setFilters, change } = state
  const by = timeBy(search)
  const zone = useZone()
  const { from, to } = spanOf(search.time, now)
  const end = to ?? (lengthOf(search.time ?? '') === undefined ? undefined : now)
  const { data, error } = useQuery({
    ...usageHistogram({
      query: narrowing,
      by,
      ...(from !== undefined && { from: instant(from) }),
      ...(end !== undefined && { to: instant(end) }),
    }),
    refetchInterval: search.live ? 10_000 : false,
  })
  const bars = useMemo(() => data && barsOf(data), [data])
  if (error) {
    return (
      <Text size="xs" c="dimmed">
        {explorerList.chart.failed} {error instanceof Problem ? error.reason : error.message}
      </Text>
    )
  }
  if (!data || !bars) return <Skeleton height={106} radius="sm" />
  const { all } = data
  // An empty server has no time range.
  if (data.total === 0 && narrowing === '' && search.time === undefined) return null
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.legend}>
        {totalsOf(bars).map(([status, count]) => (
          <button
            key={status}
            type="button"
            className={classes.key}
            title={explorerList.chart.only(status)}
            onClick={() =>
              setFilters(
                narrowed(without(filters, 'status'), {
                  kind: 'condition',
                  condition: equal('status', status satisfies UsageStatus),
                }),
              )
            }
          >
            <Swatch status={status} />
            {status}
            <span className={classes.count}>
              {data.isEstimate && '≈'}
              {formatNumber(count)}
            </span>
          </button>
        ))}
        {all && (
          <Text span size="xs" c="dimmed" className={classes.note}>
            {explorerList.chart.farOff}
            <Button
              variant="subtle"
              size="compact-xs"
              onClick={() => change({ time: writeSpan({ from: Date.parse(all.from), to: Date.parse(all.to) }) })}
            >
              {explorerList.chart.showAll}
            </Button>
          </Text>
        )}
      </figcaption>
      <Histogram
        bars={bars}
        isEstimate={data.isEstimate}
        zone={zone}
        onZoom={(from, to) => change({ time: writeSpan({ from, to }) })}
      />
    </figure>
  )
}

const instant = (at: number) => new Date(at).toISOString()

const without = (filters: Explorer['filters'], path: string) =>
  filters.filter((it) => it.kind !== 'condition' || it.condition.path !== path)
