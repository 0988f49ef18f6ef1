import { useState } from 'react'
import { SearchProblem, writeSearch } from '../../../../shared/search'
import { explorer } from '../../../messages/explorer'
import { type Command, useCommands } from '../../../ui/commands/commands'
import classes from '../ExplorerPage.module.css'
import { parseSearchText, type Vocabulary } from '../search/parseSearchText'
import { SearchBox } from '../search/SearchBox'
import { timeBy } from '../state'
import { TimeControl } from '../time/TimeControl'
import { relativeTimes, type TimeBy } from '../time/time'
import type { Explorer } from '../useExplorer'
import { FilterBar } from './FilterBar'
import { narrowed, readable } from './filters'

/** Text that is in the box; it may stand for all filters and not for one more. */
interface Draft {
  text: string
  isAll: boolean
  problem?: string
}

const words = explorer.time
const none: Draft = { text: '', isAll: false }

/** The filters of the list: the search box, the chips and the time range. */
export function FilterControls({ state, vocabulary }: { state: Explorer; vocabulary: Vocabulary }) {
  const { search, filters, problem, query = '', change, setFilters } = state
  const [drafted, setDraft] = useState<Draft>(none)
  // An invalid query in the URL is shown in the search box, so that the user can correct it.
  const draft: Draft = problem && drafted === none ? { text: search.q ?? '', isAll: true } : drafted
  const submit = (text: string) => {
    try {
      const typed = parseSearchText(text, vocabulary)
      setDraft(none)
      if (typed.kind === 'id') return change({ open: typed.id })
      if (typed.sort) change({ sort: decodeURIComponent(writeSearch({ sort: typed.sort }).slice('sort='.length)) })
      if (typed.filters.length > 0 || draft.isAll) setFilters(narrowed(draft.isAll ? [] : filters, ...typed.filters))
    } catch (thrown) {
      if (!(thrown instanceof SearchProblem)) throw thrown
      setDraft({ ...draft, text, problem: thrown.message })
    }
  }
  const by = timeBy(search)
  const setBy = (to: TimeBy) => change({ by: to === 'usageDate' ? to : undefined, sort: undefined })
  const times = [...relativeTimes, undefined].filter((it) => it !== search.time)
  const clear: Command = {
    name: 'clear-filters',
    label: explorer.nothing.clear,
    shortLabel: explorer.chips.clear,
    icon: 'close',
    isEnabled: filters.length > 0 || problem !== undefined,
    perform: () => setFilters([]),
  }
  useCommands([
    ...times.map(
      (time): Command => ({
        name: `time ${time ?? 'all'}`,
        label: time ? words.last[time] : words.all,
        icon: 'clock',
        perform: () => change({ time }),
      }),
    ),
    {
      name: 'time-by',
      label: words.changeTo(by === 'arrival' ? words.byDate : words.byArrival),
      icon: 'clock',
      perform: () => setBy(by === 'arrival' ? 'usageDate' : 'arrival'),
    },
    clear,
  ])
  return (
    <>
      <div className={classes.asking}>
        <SearchBox
          text={draft.text}
          onChange={(text) => setDraft({ text, isAll: problem !== undefined || (draft.isAll && text !== '') })}
          onSubmit={submit}
          problem={draft.problem ?? problem?.message}
          vocabulary={vocabulary}
          query={query}
        />
        <TimeControl time={search.time} by={by} now={state.now} onTime={(time) => change({ time })} onBy={setBy} />
      </div>
      <FilterBar
        filters={filters}
        clear={clear}
        onChange={setFilters}
        onEditText={() => setDraft({ text: readable(filters), isAll: true })}
        vocabulary={vocabulary}
        query={query}
      />
    </>
  )
}
