import { SimpleGrid } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { specificationList } from '../queries'
import type { SpecificationSearch } from '../search'
import { FilterField } from './FilterField'
import { lifecycleStatuses } from './suggestions'

interface Props {
  search: SpecificationSearch
  onApply: (change: SpecificationSearch) => void
}

/** What a list of specifications is narrowed by. Names of the first page are offered, as the API finds whole names only. */
export function SpecificationFilters({ search: { name, lifecycleStatus }, onApply }: Props) {
  const { data } = useQuery(specificationList({}))
  const names = [...new Set(data?.items.map((it) => it.name))].sort()
  return (
    <SimpleGrid component="search" cols={{ base: 1, xs: 2 }} maw={720} spacing="sm" mb="md">
      <FilterField key={`name ${name}`} label="Name" placeholder="Any; the whole name" value={name} suggestions={names} onApply={(to) => onApply({ name: to })} />
      <FilterField
        key={`status ${lifecycleStatus}`}
        label="Lifecycle status"
        placeholder="Any"
        value={lifecycleStatus}
        suggestions={lifecycleStatuses}
        onApply={(to) => onApply({ lifecycleStatus: to })}
      />
    </SimpleGrid>
  )
}
