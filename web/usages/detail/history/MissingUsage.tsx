import { Alert, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Problem } from '../../../api/api'
import { usageRevisions } from '../../../api/usageQueries'
import { usage as messages } from '../../../messages/usage'
import { EmptyState } from '../../../ui/feedback/EmptyState'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel'
import { Loading } from '../../../ui/feedback/Loading'
import { Section } from '../../../ui/layout/Section'
import { Time } from '../../../ui/layout/Time'
import { ButtonLink } from '../../../ui/links/ButtonLink'
import classes from '../OneUsage.module.css'
import { UsageHeader } from '../UsageHeader'
import { History } from './History'

const words = messages.deleted

/** Shown for a missing usage: the history of a deleted one, or a note that the id is unknown. */
export function MissingUsage({ id, onClose }: { id: string; onClose: (() => void) | undefined }) {
  const { data, error, refetch } = useInfiniteQuery(usageRevisions(id))
  if (!data) {
    if (!error) return <Loading rows={8} />
    return error instanceof Problem && error.status === 404 ? (
      <Unknown id={id} onClose={onClose} />
    ) : (
      <ErrorPanel error={error} onRetry={refetch} />
    )
  }
  const [last, before] = data.pages[0]?.revisions ?? []
  return (
    <>
      <UsageHeader
        id={id}
        usage={undefined}
        title={before?.document?.description || messages.titleOf(id)}
        badge={<span className={classes.deleted}>{words.badge}</span>}
        onClose={onClose}
      />
      <Stack gap="lg">
        <Alert color="red" variant="light" title={words.title} styles={{ message: { color: 'inherit' } }}>
          {last && (
            <Text size="sm" component="div">
              <Time at={last.at} withAgo />
              {last.by && ` · ${words.by(last.by)}`}
              {last.reason && ` · ${words.why(last.reason)}`}
            </Text>
          )}
          <Text size="sm">{words.text}</Text>
        </Alert>
        <Section title={messages.tabs.history}>
          <History id={id} />
        </Section>
      </Stack>
    </>
  )
}

function Unknown({ id, onClose }: { id: string; onClose: (() => void) | undefined }) {
  const words = messages.notFound
  const shown = id.length > 80 ? `${id.slice(0, 80)}…` : id
  return (
    <>
      <UsageHeader id={shown} usage={undefined} title={words.heading} onClose={onClose} />
      <EmptyState title={words.title} action={<ButtonLink to="/usages">{words.action}</ButtonLink>}>
        <span title={id}>{words.text(shown)}</span>
      </EmptyState>
    </>
  )
}
