import { Button, Group } from '@mantine/core'
import { anything } from '../../../../shared/search'
import { explorer } from '../../../messages/explorer'
import { useZone } from '../../../time/zone'
import { EmptyState } from '../../../ui/feedback/EmptyState'
import { describeFilter } from '../filter/describe'
import { filterText } from '../filter/filters'
import { attributeAt } from '../search/attributes'
import { containsPattern } from '../search/containsPattern'
import type { Vocabulary } from '../search/parseSearchText'
import { inWords } from '../time/timeInWords'
import type { Explorer } from '../useExplorer'

const words = explorer.nothing

/** Shown if no usage matches: offers to remove each filter, or all. */
export function NoMatches({ state, vocabulary }: { state: Explorer; vocabulary: Vocabulary }) {
  const { search, filters, setFilters, change } = state
  const zone = useZone()
  return (
    <EmptyState
      title={words.title}
      action={<Button onClick={() => change({ q: undefined, time: undefined })}>{words.clear}</Button>}
    >
      {words.why}
      <Group justify="center" gap="xs" mt="md">
        {search.time && (
          <Button variant="default" size="xs" onClick={() => change({ time: undefined })}>
            {words.anyTime(inWords(search.time, zone))}
          </Button>
        )}
        {filters.flatMap((filter, at) => {
          const words =
            filter.kind === 'condition' && filter.condition.path === anything ? filter.condition.values.join(' ') : ''
          if (!/\p{L}{2}/u.test(words)) return []
          // The search anywhere finds only whole values, so offer to find the text inside names and descriptions.
          return (['relatedParty.name', 'description'] as const).map((path) => (
            <Button
              key={`${filterText(filter)} ${path}`}
              variant="default"
              size="xs"
              maw="100%"
              onClick={() =>
                setFilters(
                  filters.with(at, {
                    kind: 'condition',
                    condition: { path, op: 'regex', values: [containsPattern(words)] },
                  }),
                )
              }
            >
              {explorer.nothing.instead(attributeAt(path, vocabulary.attributes).label, words)}
            </Button>
          ))
        })}
        {filters.map((filter, at) => {
          const { label, text } = describeFilter(filter, vocabulary, zone)
          return (
            <Button
              key={filterText(filter)}
              variant="default"
              size="xs"
              maw="100%"
              onClick={() => setFilters(filters.toSpliced(at, 1))}
            >
              {words.without(`${label} ${text}`)}
            </Button>
          )
        })}
      </Group>
    </EmptyState>
  )
}
