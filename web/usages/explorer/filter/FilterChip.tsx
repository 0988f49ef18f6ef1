import { Button, Group, Popover, Stack, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { type FormEvent, useState } from 'react'
import { SearchProblem } from '../../../../shared/search'
import { explorer } from '../../../messages/explorer'
import { useZone } from '../../../time/zone'
import { Icon } from '../../../ui/layout/Icon'
import { queryIn, type Vocabulary } from '../search/parseSearchText'
import { ConditionEditor } from './ConditionEditor'
import { describeFilter } from './describe'
import classes from './FilterBar.module.css'
import { type Filter, readable, readFilters } from './filters'

interface Props {
  filter: Filter
  /** An empty list removes the filter. */
  onChange(filters: Filter[]): void
  vocabulary: Vocabulary
  query: string
}

/** A filter as text. A click opens its editor. */
export function FilterChip({ filter, onChange, vocabulary, query }: Props) {
  const [isOpen, { close, toggle }] = useDisclosure(false)
  const { label, text } = describeFilter(filter, vocabulary, useZone())
  const isExcluding = filter.kind === 'condition' && filter.condition.op === 'ne'
  const apply = (filters: Filter[]) => {
    close()
    onChange(filters)
  }
  return (
    <Popover opened={isOpen} onDismiss={close} position="bottom-start" trapFocus returnFocus shadow="md">
      <span className={classes.chip} data-excluding={isExcluding || undefined}>
        <Popover.Target>
          <button type="button" className={classes.open} title={`${label} ${text}`} onClick={toggle}>
            <span className={classes.label}>{label}</span> <span className={classes.says}>{text}</span>
          </button>
        </Popover.Target>
        <button
          type="button"
          className={classes.remove}
          aria-label={explorer.chips.remove(`${label} ${text}`)}
          onClick={() => onChange([])}
        >
          <Icon name="close" size={12} />
        </button>
      </span>
      <Popover.Dropdown>
        {filter.kind === 'condition' ? (
          <ConditionEditor
            condition={filter.condition}
            onApply={(condition) => apply([{ kind: 'condition', condition }])}
            vocabulary={vocabulary}
            query={query}
          />
        ) : (
          <TextEditor filter={filter} onApply={apply} />
        )}
      </Popover.Dropdown>
    </Popover>
  )
}

/** Filters without a form are edited as query text. */
function TextEditor({ filter, onApply }: { filter: Filter; onApply(filters: Filter[]): void }) {
  const [text, setText] = useState(() => readable([filter]))
  const [problem, setProblem] = useState<string>()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    try {
      onApply(readFilters(queryIn(text.trim()) ?? text))
    } catch (thrown) {
      if (!(thrown instanceof SearchProblem)) throw thrown
      setProblem(thrown.message)
    }
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" w={340}>
        <Textarea
          label={explorer.editor.text}
          autosize
          minRows={2}
          value={text}
          error={problem}
          spellCheck={false}
          onChange={(event) => setText(event.currentTarget.value)}
          data-autofocus
        />
        <Group justify="flex-end">
          <Button type="submit" size="xs">
            {explorer.editor.apply}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
