import { Skeleton, Stack, VisuallyHidden } from '@mantine/core'
import { common } from '../../messages/common'

/** Rows that are still to come. */
export function Loading({ rows = 8 }: { rows?: number }) {
  return (
    <Stack gap="sm" role="status">
      <VisuallyHidden>{common.loading}</VisuallyHidden>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all the same
        <Skeleton key={row} height={28} />
      ))}
    </Stack>
  )
}
