import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ButtonLink } from '../parts/ButtonLink'
import { EmptyState } from '../parts/EmptyState'
import { ErrorPanel } from '../parts/ErrorPanel'
import { Icon } from '../parts/Icon'
import { Loading } from '../parts/Loading'
import { PageHeader } from '../parts/PageHeader'
import { Pager } from '../parts/Pager'
import { specificationList } from '../queries'
import { defaultPageSize, type SpecificationSearch } from '../search'
import { SpecificationFilters } from './SpecificationFilters'
import { SpecificationTable } from './SpecificationTable'

const route = getRouteApi('/specifications')

/** The kinds of usage there are. */
export function SpecificationListPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery(specificationList(search))
  const { offset = 0, limit = defaultPageSize, name, lifecycleStatus } = search
  const isFiltered = name !== undefined || lifecycleStatus !== undefined
  const apply = (change: SpecificationSearch) => navigate({ to: '/specifications', search: { ...search, ...change, offset: undefined } })
  const newOne = (
    <ButtonLink to="/specifications/new" leftSection={<Icon name="plus" size={16} />}>
      New specification
    </ButtonLink>
  )
  const isEmpty = data?.total === 0 && !isPlaceholderData
  return (
    <>
      <PageHeader title="Specifications" description="The kinds of usage there are, and what each usage of them says." actions={!(isEmpty && !isFiltered) && newOne} />
      {!(isEmpty && !isFiltered) && <SpecificationFilters search={search} onApply={apply} />}
      {error && <ErrorPanel error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {isEmpty && !isFiltered && (
        <EmptyState title="No specifications yet" action={newOne}>
          A specification says what a kind of usage is, such as a voice call, and which characteristics it has. Create the first one here, or send it to the API.
        </EmptyState>
      )}
      {isEmpty && isFiltered && (
        <EmptyState
          title="No specification fits these filters"
          action={
            <Button variant="default" onClick={() => apply({ name: undefined, lifecycleStatus: undefined })}>
              Clear the filters
            </Button>
          }
        >
          Filters match the whole value, capitals included.
        </EmptyState>
      )}
      {data && data.total > 0 && data.items.length === 0 && (
        <EmptyState title="There is no such page" action={<Button onClick={() => apply({})}>Go to the first page</Button>}>
          The list is shorter than that.
        </EmptyState>
      )}
      {data && data.items.length > 0 && !error && (
        <div aria-busy={isFetching}>
          <SpecificationTable items={data.items} />
          <Pager
            offset={offset}
            limit={limit}
            total={data.total}
            onChange={(page) =>
              navigate({ to: '/specifications', search: { ...search, offset: page.offset || undefined, limit: page.limit === defaultPageSize ? undefined : page.limit } })
            }
          />
        </div>
      )}
    </>
  )
}
