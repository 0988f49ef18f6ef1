import { ActionIcon, Group, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { explorer } from '../messages/explorer'
import { ErrorPanel } from '../parts/ErrorPanel'
import { Icon } from '../parts/Icon'
import { Loading } from '../parts/Loading'
import { TextLink } from '../parts/TextLink'
import { usageOne } from '../queries'
import { UsageDetail } from './UsageDetail'

/** A usage beside the list. */
export function UsagePanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { data: usage, error, refetch } = useQuery(usageOne(id))
  return (
    <>
      <Group justify="space-between" wrap="nowrap" mb="md">
        <Title order={2} lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
          <TextLink to="/usages/$id" params={{ id }}>
            {usage?.description || id}
          </TextLink>
        </Title>
        <ActionIcon variant="subtle" color="gray" aria-label={explorer.panel.close} onClick={onClose}>
          <Icon name="close" />
        </ActionIcon>
      </Group>
      {error ? <ErrorPanel error={error} onRetry={refetch} /> : usage ? <UsageDetail usage={usage} /> : <Loading rows={10} />}
    </>
  )
}
