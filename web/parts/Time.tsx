import { formatAgo, formatTime } from './format'

/** An instant, in UTC so that two people read the same; how long ago it was is in the title. */
export function Time({ at }: { at: string }) {
  return (
    <time dateTime={at} title={formatAgo(at)} style={{ whiteSpace: 'nowrap' }}>
      {formatTime(at)}
    </time>
  )
}
