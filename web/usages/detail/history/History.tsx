import { Button, Stack } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { usageRevisions } from '../../../api/usageQueries'
import { usage as messages } from '../../../messages/usage'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel'
import { Loading } from '../../../ui/feedback/Loading'
import classes from './History.module.css'
import { RevisionItem } from './RevisionItem'

const words = messages.history

/** The revisions of a usage: time, caller, reason and changes. */
export function History({ id }: { id: string }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(usageRevisions(id))
  if (!data) return error ? <ErrorPanel error={error} onRetry={refetch} /> : <Loading rows={6} />
  const revisions = data.pages.flatMap((page) => page.revisions)
  // A revision is compared with the one before, so the oldest loaded revision waits for the next page.
  const shown = hasNextPage ? revisions.slice(0, -1) : revisions
  return (
    <Stack gap="md">
      {error && <ErrorPanel error={error} onRetry={refetch} />}
      <ol className={classes.list} aria-label={words.label}>
        {shown.map((it, at) => (
          <RevisionItem key={it.revision} it={it} before={revisions[at + 1]?.document} />
        ))}
      </ol>
      {hasNextPage && (
        <Button
          variant="default"
          size="xs"
          style={{ alignSelf: 'flex-start' }}
          disabled={isFetchingNextPage}
          onClick={() => fetchNextPage()}
        >
          {isFetchingNextPage ? words.loadingOlder : words.older}
        </Button>
      )}
    </Stack>
  )
}
