import { Button } from '@mantine/core'
import { explorer } from '../../../messages/explorer'
import { CommandButton } from '../../../ui/commands/CommandButton'
import type { Command } from '../../../ui/commands/commands'
import type { Vocabulary } from '../search/parseSearchText'
import { AddFilter } from './AddFilter'
import classes from './FilterBar.module.css'
import { FilterChip } from './FilterChip'
import { type Filter, filterText, narrowed } from './filters'

interface Props {
  filters: Filter[]
  /** Disabled when there is nothing to clear. */
  clear: Command
  onChange(filters: Filter[]): void
  onEditText(): void
  vocabulary: Vocabulary
  query: string
}

/** The filters as chips. */
export function FilterBar({ filters, clear, onChange, onEditText, vocabulary, query }: Props) {
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
      {clear.isEnabled && (
        <CommandButton command={clear} variant="subtle" color="gray" size="compact-xs" leftSection={undefined} />
      )}
    </search>
  )
}
