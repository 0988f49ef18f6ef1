import { Skeleton, Stack, VisuallyHidden } from '@mantine/core'
import { common } from '../../messages/common'

/** Placeholder rows while data loads. */
export function Loading({ rows = 8 }: { rows?: number }) {
  return (
    <Stack gap="sm" role="status">
      <VisuallyHidden>{common.loading}</VisuallyHidden>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are identical
        <Skeleton key={row} height={28} />
      ))}
    </Stack>
  )
}
