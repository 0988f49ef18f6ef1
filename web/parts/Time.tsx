import { Text } from '@mantine/core'
import { formatAgo, formatTime } from './format'

interface Props {
  at: string
  /** Say how long ago it was beside it, not only in its title. */
  withAgo?: boolean
  /** Leave out `UTC`, where a heading says it. */
  isBare?: boolean
}

/** An instant, in UTC so that two people read the same; how long ago it was is in the title. */
export function Time({ at, withAgo = false, isBare = false }: Props) {
  const text = formatTime(at)
  return (
    <>
      <time dateTime={at} title={formatAgo(at)} style={{ whiteSpace: 'nowrap' }}>
        {isBare ? text.replace(/ UTC$/, '') : text}
      </time>
      {withAgo && (
        <Text span c="dimmed" size="sm">
          {' '}
          {formatAgo(at)}
        </Text>
      )}
    </>
  )
}
