import { usageStatuses } from '../../../../shared/vocabulary'
import { explorer } from '../../../messages/explorer'
import { explorerList } from '../../../messages/explorerList'
import { formatNumber, formatTime } from '../../../messages/format'
import type { Zone } from '../../../time/zone'
import classes from './Histogram.module.css'
import type { Bar } from './histogramScale'

interface Props {
  bar: Bar
  isEstimate: boolean
  zone: Zone
  x: number
  width: number
}

const about = (count: number, isEstimate: boolean) => (isEstimate ? '≈ ' : '') + formatNumber(count)

const spanOf = ({ from, to }: Bar, zone: Zone) =>
  explorer.time.span(
    ...([from, to].map((at) => formatTime(new Date(at).toISOString(), zone, true)) as [string, string]),
  )

/** The text of a bar for screen readers. */
export const inWords = (bar: Bar, isEstimate: boolean, zone: Zone): string =>
  explorerList.chart.bar(
    spanOf(bar, zone),
    explorerList.bar.count(bar.total, isEstimate),
    countsOf(bar)
      .map(([status, count]) => `${formatNumber(count)} ${status}`)
      .join(', '),
  )

const countsOf = ({ counts }: Bar) =>
  usageStatuses.flatMap((status) => (counts[status] ? [[status, counts[status]] as const] : []))

/** The tooltip of a bar. */
export function BarTip({ bar, isEstimate, zone, x, width }: Props) {
  return (
    <div
      className={classes.tip}
      style={x > width / 2 ? { right: width - x + 12 } : { left: x + 12 }}
      aria-hidden="true"
    >
      <div className={classes.span}>
        {spanOf(bar, zone)} {explorer.time.zone(zone)}
      </div>
      <table>
        <tbody>
          {countsOf(bar)
            .reverse()
            .map(([status, count]) => (
              <tr key={status}>
                <td>
                  <Swatch status={status} /> {status}
                </td>
                <td>{about(count, isEstimate)}</td>
              </tr>
            ))}
          <tr>
            <td>{explorerList.chart.total}</td>
            <td>{about(bar.total, isEstimate)}</td>
          </tr>
        </tbody>
      </table>
    </div>
  )
}

/** The colour and pattern of a status. */
export function Swatch({ status }: { status: string }) {
  return (
    <svg width={10} height={10} aria-hidden="true" className={classes.swatch}>
      <rect width={10} height={10} rx={2} fill={`url(#status-${status})`} />
    </svg>
  )
}
