import { Text } from '@mantine/core'
import { useForceUpdate, useInterval } from '@mantine/hooks'
import { formatAgo, formatTime } from '../../messages/format'
import { useZone } from '../../time/zone'

interface Props {
  at: string
  /** Say how long ago it was beside it, not only in its title. */
  withAgo?: boolean
  /** Leave out the zone, where a heading says it. */
  isBare?: boolean
}

/** An instant, in the zone people have chosen; how long ago it was is in the title. */
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

/** How long ago it was, as time goes on. */
function Ago({ at }: { at: string }) {
  useInterval(useForceUpdate(), 10_000, { autoInvoke: true })
  return (
    <Text span c="dimmed" size="sm" style={{ whiteSpace: 'nowrap' }}>
      {formatAgo(at)}
    </Text>
  )
}
