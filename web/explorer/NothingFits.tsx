import { Button, Group } from '@mantine/core'
import { explorer } from '../messages/explorer'
import { EmptyState } from '../parts/EmptyState'
import { useZone } from '../parts/zone'
import { described } from './describe'
import { filterText } from './filters'
import { inWords } from './timeInWords'
import type { Vocabulary } from './typed'
import type { Explorer } from './useExplorer'

const words = explorer.nothing

/** No usage fits: which of the filters to let go, one at a time or all. */
export function NothingFits({ state, vocabulary }: { state: Explorer; vocabulary: Vocabulary }) {
  const { search, filters, setFilters, change } = state
  const zone = useZone()
  return (
    <EmptyState title={words.title} action={<Button onClick={() => change({ q: undefined, time: undefined })}>{words.clear}</Button>}>
      {words.why}
      <Group justify="center" gap="xs" mt="md">
        {search.time && (
          <Button variant="default" size="xs" onClick={() => change({ time: undefined })}>
            {words.anyTime(inWords(search.time, zone))}
          </Button>
        )}
        {filters.map((filter, at) => {
          const { label, says } = described(filter, vocabulary, zone)
          return (
            <Button key={filterText(filter)} variant="default" size="xs" maw="100%" onClick={() => setFilters(filters.toSpliced(at, 1))}>
              {words.without(`${label} ${says}`)}
            </Button>
          )
        })}
      </Group>
    </EmptyState>
  )
}
