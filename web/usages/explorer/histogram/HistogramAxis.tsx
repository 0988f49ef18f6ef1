import { timeZoneOf, type Zone } from '../../../time/zone'
import classes from './Histogram.module.css'
import { ticksOf } from './histogramScale'

interface Props {
  from: number
  to: number
  width: number
  zone: Zone
  xOf(at: number): number
}

const day = 86_400_000

/** The time labels below the bars. */
export function HistogramAxis({ from, to, width, zone, xOf }: Props) {
  const offset = zone === 'UTC' ? 0 : -new Date(from).getTimezoneOffset() * 60_000
  const ticks = width > 0 && to > from ? ticksOf(from, to, Math.max(1, Math.floor(width / 110)), offset) : []
  const step = ticks.length > 1 ? (ticks[1] as number) - (ticks[0] as number) : to - from
  const format = new Intl.DateTimeFormat(undefined, {
    timeZone: timeZoneOf(zone),
    ...(step >= day || to - from > 2 * day ? { month: 'short', day: 'numeric' } : {}),
    ...(step > 300 * day ? { year: 'numeric' } : {}),
    ...(step < day ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } : {}),
    ...(step < 60_000 ? { second: '2-digit' } : {}),
  })
  return (
    <svg width={width} height={16} aria-hidden="true" className={classes.axis}>
      <path d={`M0 .5H${width}`} />
      {ticks.map((at) => {
        const x = xOf(at)
        return (
          <g key={at}>
            <path d={`M${x} 0v4`} />
            <text x={x} y={14} textAnchor={x < 34 ? 'start' : x > width - 34 ? 'end' : 'middle'}>
              {format.format(at)}
            </text>
          </g>
        )
      })}
    </svg>
  )
}
