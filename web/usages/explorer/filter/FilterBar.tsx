import { Button } from '@mantine/core'
import { explorer } from '../../../messages/explorer'
import type { Vocabulary } from '../search/parseSearchText'
import { AddFilter } from './AddFilter'
import classes from './FilterBar.module.css'
import { FilterChip } from './FilterChip'
import { type Filter, filterText, narrowed } from './filters'

interface Props {
  filters: Filter[]
  /** The address contains invalid filters. */
  isUnreadable: boolean
  onChange(filters: Filter[]): void
  onEditText(): void
  vocabulary: Vocabulary
  query: string
}

/** The filters as chips. */
export function FilterBar({ filters, isUnreadable, onChange, onEditText, vocabulary, query }: Props) {
  return (
    <search className={classes.bar} aria-label={explorer.chips.label}>
      {filters.map((filter, at) => (
        <FilterChip
          key={filterText(filter)}
          filter={filter}
          onChange={(changed) => onChange(narrowed(filters.toSpliced(at, 1), ...changed))}
          vocabulary={vocabulary}
          query={query}
        />
      ))}
      <AddFilter
        onAdd={(condition) => onChange(narrowed(filters, { kind: 'condition', condition }))}
        vocabulary={vocabulary}
        query={query}
      />
      {filters.length > 0 && (
        <Button variant="subtle" color="gray" size="compact-xs" onClick={onEditText}>
          {explorer.chips.asText}
        </Button>
      )}
      {(filters.length > 0 || isUnreadable) && (
        <Button variant="subtle" color="gray" size="compact-xs" onClick={() => onChange([])}>
          {explorer.chips.clear}
        </Button>
      )}
    </search>
  )
}
