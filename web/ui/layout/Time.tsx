import { Text } from '@mantine/core'
import { useForceUpdate, useInterval } from '@mantine/hooks'
import { formatAgo, formatTime } from '../../messages/format'
import { useZone } from '../../time/zone'

interface Props {
  at: string
  /** Shows how long ago it was beside the time, not only in the tooltip. */
  withAgo?: boolean
  /** Omits the zone, for columns that name it in their heading. */
  isBare?: boolean
}

/** A time in the chosen zone. The tooltip tells how long ago it was. */
export function Time({ at, withAgo = false, isBare = false }: Props) {
  const zone = useZone()
  return (
    <>
      <time dateTime={at} title={formatAgo(at)} style={{ whiteSpace: 'nowrap' }}>
        {formatTime(at, zone, isBare)}
      </time>
      {withAgo && ' '}
      {withAgo && <Ago at={at} />}
    </>
  )
}

/** How long ago a time was, updated as time passes. */
function Ago({ at }: { at: string }) {
  useInterval(useForceUpdate(), 10_000, { autoInvoke: true })
  return (
    <Text span c="dimmed" size="sm" style={{ whiteSpace: 'nowrap' }}>
      {formatAgo(at)}
    </Text>
  )
}
