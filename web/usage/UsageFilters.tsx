import { MultiSelect, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { maxLimit, usageStatuses } from '../../shared/vocabulary'
import { TextFilter } from '../parts/TextFilter'
import { specificationList } from '../queries'
import { splitValues, type UsageSearch } from '../search'
import classes from './UsageFilters.module.css'

interface Props {
  search: UsageSearch
  onChange: (changed: UsageSearch) => void
}

/** What narrows the list. Each change goes to the address, so that a view can be sent to someone. */
export function UsageFilters({ search, onChange }: Props) {
  const { data: specifications } = useQuery(specificationList({ limit: maxLimit }))
  const specificationId = search['usageSpecification.id']
  const known = (specifications?.items ?? []).map(({ id, name, version }) => ({ value: id, label: version ? `${name} (${version})` : name }))
  const isForeign = specificationId !== undefined && !known.some(({ value }) => value === specificationId)
  return (
    <search className={classes.bar} aria-label="Filters">
      <MultiSelect
        label="Status"
        size="sm"
        placeholder={search.status ? undefined : 'Any'}
        maxDropdownHeight={320}
        data={[...usageStatuses]}
        value={splitValues(search.status)}
        onChange={(statuses) => onChange({ status: statuses.join(',') || undefined })}
        clearable
        clearButtonProps={{ 'aria-label': 'Clear the status' }}
      />
      <TextFilter label="Type" placeholder="Voice" value={search.usageType} onChange={(usageType) => onChange({ usageType })} />
      <Select
        label="Specification"
        size="sm"
        placeholder="Any"
        data={isForeign ? [...known, { value: specificationId, label: specificationId }] : known}
        value={specificationId ?? null}
        onChange={(id) => onChange({ 'usageSpecification.id': id ?? undefined })}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'Clear the specification' }}
        nothingFoundMessage="No such specification"
      />
      <TextFilter label="Party ID" placeholder="customer-00012" value={search['relatedParty.id']} onChange={(id) => onChange({ 'relatedParty.id': id })} />
      <TextFilter label="Usage ID" placeholder="01M855X4JZXG416MS53YYBDWJ6" value={search.id} onChange={(id) => onChange({ id })} />
    </search>
  )
}
