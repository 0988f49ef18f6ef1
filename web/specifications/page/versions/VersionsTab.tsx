import { Button, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { specificationRevisions } from '../../../api/specificationQueries'
import { specification } from '../../../messages/specification'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel'
import { Loading } from '../../../ui/feedback/Loading'
import { CompareRevisions } from './CompareRevisions'
import { RevisionItem } from './RevisionItem'
import classes from './versions.module.css'

interface Props {
  id: string
  /** The compared revisions, if any. */
  a: string | undefined
  b: string | undefined
  onCompare: (compared: { a?: string; b?: string }) => void
}

const words = specification.versions

/** The revisions of a specification, with comparing and restoring. */
export function VersionsTab({ id, a, b, onCompare }: Props) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    specificationRevisions(id),
  )
  if (error) return <ErrorPanel error={error} onRetry={() => void refetch()} />
  if (!data) return <Loading rows={6} />
  const revisions = data.pages.flatMap((page) => page.revisions)
  return (
    <Stack gap="lg">
      <Text size="sm" c="dimmed">
        {words.text}
      </Text>
      {revisions.length > 1 && <CompareRevisions revisions={revisions} a={a} b={b} onCompare={onCompare} />}
      <ol className={classes.list}>
        {revisions.map((it, at) => (
          <RevisionItem key={it.revision} id={id} it={it} before={revisions[at + 1]?.document} isCurrent={at === 0} />
        ))}
      </ol>
      {hasNextPage && (
        <Button
          variant="default"
          style={{ alignSelf: 'flex-start' }}
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {words.older}
        </Button>
      )}
    </Stack>
  )
}
