import { Button, Group, Stack } from '@mantine/core'
import { Problem } from '../../../api/api'
import { explorer } from '../../../messages/explorer'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel'
import { relativeTimes } from '../time/time'

interface Props {
  error: Error
  onRetry(): void
  /** The time range of the query. */
  time: string | undefined
  onTime(time: string): void
}

const words = explorer.tooBroad

/** Why the list cannot be shown. If the query was too broad, suggests shorter time ranges. */
export function ListError({ error, onRetry, time, onTime }: Props) {
  const isTooBroad = error instanceof Problem && error.code === 'queryTooBroad'
  return (
    <Stack gap="sm">
      <ErrorPanel error={error} onRetry={onRetry} />
      {isTooBroad && (
        <Group gap="xs" role="group" aria-label={words.label}>
          {relativeTimes
            .filter((it) => it !== time)
            .map((it) => (
              <Button key={it} variant="default" size="xs" onClick={() => onTime(it)}>
                {words.only(explorer.time.last[it])}
              </Button>
            ))}
        </Group>
      )}
    </Stack>
  )
}
