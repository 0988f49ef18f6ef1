import { Button, Group, Stack, Title } from '@mantine/core'
import { useQueries, useQuery } from '@tanstack/react-query'
import { equal } from '../../shared/search'
import { usageStatuses } from '../../shared/vocabulary'
import { base } from '../api/base'
import { specificationTotal } from '../api/specificationQueries'
import { newestUsages, usageCount } from '../api/usageQueries'
import { overview } from '../messages/overview'
import { shell } from '../messages/shell'
import { ErrorPanel } from '../ui/feedback/ErrorPanel'
import { Loading } from '../ui/feedback/Loading'
import { Icon } from '../ui/layout/Icon'
import { PageHeader } from '../ui/layout/PageHeader'
import { TextLink } from '../ui/links/TextLink'
import { NoUsages } from '../usages/detail/NoUsages'
import { UsageTable } from '../usages/detail/UsageTable'
import { StatusCounts } from './StatusCounts'
import { Totals } from './Totals'

export function OverviewPage() {
  const newest = useQuery(newestUsages(10))
  const specifications = useQuery(specificationTotal)
  const counts = useQueries({
    queries: usageStatuses.map((status) => usageCount({ any: [[equal('status', status)]] })),
  })
  const failed = [newest, specifications, ...counts].filter(({ error }) => error)
  const total = newest.data?.total
  return (
    <>
      <PageHeader
        title={overview.title}
        description={overview.description}
        actions={
          <Button component="a" href={`${base}/docs`} variant="default" leftSection={<Icon name="book" />}>
            {shell.apiDocs}
          </Button>
        }
      />
      <Stack gap="xl">
        {failed[0]?.error && (
          <ErrorPanel error={failed[0].error} onRetry={() => failed.map(({ refetch }) => refetch())} />
        )}
        <Totals usages={total} specifications={specifications.data} />
        {newest.isPending && <Loading />}
        {total === 0 && <NoUsages />}
        {newest.data && total !== undefined && total > 0 && (
          <>
            <section>
              <Title order={2} mb="sm">
                {overview.byStatus}
              </Title>
              <StatusCounts
                counts={usageStatuses.map((status, at) => ({ status, count: counts[at]?.data }))}
                total={total}
              />
            </section>
            <section>
              <Group justify="space-between" mb="sm">
                <Title order={2}>{overview.newest}</Title>
                <TextLink to="/usages">{overview.all}</TextLink>
              </Group>
              <UsageTable usages={newest.data.items} label={overview.newest} />
            </section>
          </>
        )}
      </Stack>
    </>
  )
}
