import { Button, Tabs } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Problem } from '../api'
import { ButtonLink } from '../parts/ButtonLink'
import { CopyButton } from '../parts/CopyButton'
import { curlToRead } from '../parts/curl'
import { EmptyState } from '../parts/EmptyState'
import { ErrorPanel } from '../parts/ErrorPanel'
import { Icon } from '../parts/Icon'
import { JsonView } from '../parts/JsonView'
import { Loading } from '../parts/Loading'
import { PageHeader } from '../parts/PageHeader'
import { specificationOne } from '../queries'
import { DeleteDialog } from './DeleteDialog'
import { SpecificationDetails } from './SpecificationDetails'

const route = getRouteApi('/specifications/$id')

export function SpecificationPage() {
  const { id } = route.useParams()
  const { tab } = route.useSearch()
  const navigate = route.useNavigate()
  const [isAsking, { open, close }] = useDisclosure(false)
  const { data: it, error, refetch } = useQuery(specificationOne(id))

  if (error instanceof Problem && error.status === 404)
    return (
      <>
        <PageHeader title="Specification not found" />
        <EmptyState title={`There is no specification ${id}`} action={<ButtonLink to="/specifications">Go to the specifications</ButtonLink>}>
          It may have been deleted, or the link is mistyped.
        </EmptyState>
      </>
    )
  if (!it)
    return (
      <>
        <PageHeader title="Specification" />
        {error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : <Loading />}
      </>
    )
  return (
    <>
      <PageHeader
        title={it.name}
        description={it.description}
        actions={
          <>
            <CopyButton value={it.id} label="Copy ID" />
            <CopyButton value={curlToRead('usageSpecification', it.id)} label="Copy as curl" />
            <Button variant="default" size="xs" c="var(--mantine-color-error)" leftSection={<Icon name="trash" size={16} />} onClick={open}>
              Delete
            </Button>
          </>
        }
      />
      {error && <ErrorPanel error={error} onRetry={() => void refetch()} />}
      <Tabs
        value={tab === 'json' ? 'json' : 'details'}
        onChange={(to) => void navigate({ to: '/specifications/$id', params: { id }, search: { tab: to === 'json' ? to : undefined }, replace: true })}
      >
        <Tabs.List mb="lg">
          <Tabs.Tab value="details">Details</Tabs.Tab>
          <Tabs.Tab value="json">JSON</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="details">
          <SpecificationDetails it={it} />
        </Tabs.Panel>
        <Tabs.Panel value="json">
          <JsonView value={it} name={it.name} />
        </Tabs.Panel>
      </Tabs>
      <DeleteDialog it={it} isOpen={isAsking} onClose={close} onDeleted={() => void navigate({ to: '/specifications' })} />
    </>
  )
}
