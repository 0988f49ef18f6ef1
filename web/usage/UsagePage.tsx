import { Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Problem } from '../api'
import { ButtonLink } from '../parts/ButtonLink'
import { CopyButton } from '../parts/CopyButton'
import { curlToRead } from '../parts/curl'
import { EmptyState } from '../parts/EmptyState'
import { ErrorPanel } from '../parts/ErrorPanel'
import { JsonView } from '../parts/JsonView'
import { Loading } from '../parts/Loading'
import { PageHeader } from '../parts/PageHeader'
import { usageOne } from '../queries'
import { DeleteUsage } from './DeleteUsage'
import { UsageDetail } from './UsageDetail'

const tabs = ['details', 'json']

export function UsagePage() {
  const { id } = useParams({ from: '/usages/$id' })
  const { tab = 'details' } = useSearch({ from: '/usages/$id' })
  const navigate = useNavigate({ from: '/usages/$id' })
  const { data: usage, error, refetch } = useQuery(usageOne(id))

  if (error instanceof Problem && error.status === 404) {
    return (
      <>
        <PageHeader title="Usage not found" />
        <EmptyState title="This usage is not here" action={<ButtonLink to="/usages">Go to the usages</ButtonLink>}>
          There is no usage with the id <span title={id}>{id.length > 80 ? `${id.slice(0, 80)}…` : id}</span>. It may have been deleted.
        </EmptyState>
      </>
    )
  }
  if (!usage) {
    return (
      <>
        <PageHeader title="Usage" />
        {error ? <ErrorPanel error={error} onRetry={refetch} /> : <Loading rows={12} />}
      </>
    )
  }
  return (
    <>
      <PageHeader
        title={usage.description || `Usage ${id}`}
        description={usage.description && <code>{id}</code>}
        actions={
          <>
            <CopyButton value={id} label="Copy ID" />
            <CopyButton value={curlToRead('usage', id)} label="Copy as curl" />
            <DeleteUsage id={id} />
          </>
        }
      />
      {error && <ErrorPanel error={error} onRetry={refetch} />}
      <Tabs
        value={tabs.includes(tab) ? tab : 'details'}
        onChange={(chosen) => navigate({ search: { tab: chosen === 'json' ? chosen : undefined }, replace: true })}
        keepMounted={false}
      >
        <Tabs.List mb="lg">
          <Tabs.Tab value="details">Details</Tabs.Tab>
          <Tabs.Tab value="json">JSON</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="details">
          <UsageDetail usage={usage} />
        </Tabs.Panel>
        <Tabs.Panel value="json">
          <JsonView value={usage} name={`usage-${id}`} />
        </Tabs.Panel>
      </Tabs>
    </>
  )
}
