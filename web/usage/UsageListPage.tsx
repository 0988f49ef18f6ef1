import { Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { EmptyState } from '../parts/EmptyState'
import { ErrorPanel } from '../parts/ErrorPanel'
import { formatNumber } from '../parts/format'
import { Icon } from '../parts/Icon'
import { Loading } from '../parts/Loading'
import { PageHeader } from '../parts/PageHeader'
import { Pager } from '../parts/Pager'
import { usageList } from '../queries'
import { defaultPageSize, type UsageSearch } from '../search'
import { NoUsages } from './NoUsages'
import { UsageFilters } from './UsageFilters'
import { UsageTable } from './UsageTable'

export function UsageListPage() {
  const search = useSearch({ from: '/usages' })
  const navigate = useNavigate({ from: '/usages' })
  const { data, error, isPending, isPlaceholderData, refetch } = useQuery(usageList(search))
  const { offset = 0, limit = defaultPageSize, ...filters } = search
  const isFiltered = Object.values(filters).some(Boolean)
  const change = (changed: UsageSearch) => navigate({ search: (before) => ({ ...before, ...changed, offset: changed.offset || undefined }) })
  const clear = () => navigate({ search: { limit: search.limit } })

  if (data?.total === 0 && !isFiltered && !isPlaceholderData) {
    return (
      <>
        <PageHeader title="Usages" />
        <NoUsages />
      </>
    )
  }
  return (
    <>
      <PageHeader title="Usages" description="What was used, when, by whom and for how much. Filters match exactly; commas mean any of these." />
      <UsageFilters search={search} onChange={change} />
      <Group justify="space-between" mih={30} mb="xs">
        <Text size="sm" c="dimmed">
          {data
            ? `${formatNumber(data.total)} ${data.total === 1 ? 'usage' : 'usages'}${isFiltered ? (data.total === 1 ? ' matches' : ' match') : ''}${data.total > 1 ? ' · Newest received first' : ''}`
            : error
              ? ''
              : 'Counting…'}
        </Text>
        {isFiltered && (
          <Button variant="subtle" size="compact-sm" leftSection={<Icon name="close" size={14} />} onClick={clear}>
            Clear filters
          </Button>
        )}
      </Group>
      {error && <ErrorPanel error={error} onRetry={refetch} />}
      {isPending && <Loading rows={14} />}
      {data?.items.length === 0 && (
        <EmptyState
          title={data.total === 0 ? 'No usages match' : 'There is no such page'}
          action={data.total === 0 ? <Button onClick={clear}>Clear the filters</Button> : <Button onClick={() => change({ offset: 0 })}>Go to the first page</Button>}
        >
          {data.total === 0 ? 'No usage has all of what the filters ask for.' : 'The list is shorter than that.'}
        </EmptyState>
      )}
      {data && data.items.length > 0 && <UsageTable usages={data.items} label="Usages" isStale={isPlaceholderData} />}
      {data && data.total > 0 && <Pager offset={offset} limit={limit} total={data.total} onChange={change} />}
    </>
  )
}
