import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useMemo, useState } from 'react'
import { readSearch, type SortKey } from '../../../../shared/search'
import { usageTotal } from '../../../api/explorerQueries'
import { explorer } from '../../../messages/explorer'
import { explorerList } from '../../../messages/explorerList'
import { useZone } from '../../../time/zone'
import { type Command, useCommands } from '../../../ui/commands/commands'
import { EmptyState } from '../../../ui/feedback/EmptyState'
import { NoUsages } from '../../detail/NoUsages'
import { BulkBar } from '../bulk/BulkBar'
import { ExplorerHeader } from '../ExplorerHeader'
import classes from '../ExplorerPage.module.css'
import type { Vocabulary } from '../search/parseSearchText'
import { timeBy } from '../state'
import type { Explorer } from '../useExplorer'
import { ColumnsMenu } from './ColumnsMenu'
import { columnsOf } from './columns'
import { ListBar } from './ListBar'
import { ListError } from './ListError'
import { LiveSwitch } from './LiveSwitch'
import { listAppearanceOf } from './listAppearance'
import { NoMatches } from './NoMatches'
import { UsageGrid } from './UsageGrid'
import { useLive } from './useLive'
import { useLength, useSettled } from './usePages'
import { useSelection } from './useSelection'

interface Props {
  state: Explorer
  vocabulary: Vocabulary
  /** The filters, shown above the list. */
  above: ReactNode
  /** The panel next to the list. */
  beside: ReactNode
}

const words = explorerList.live

/** The interval for counting again while usages arrive, in milliseconds. */
const countEvery = 10_000

/** The list of usages with its filters, toolbar and selection. */
export function ListPane({ state, vocabulary, above, beside }: Props) {
  const { search, change, query = '' } = state
  const zone = useZone()
  const client = useQueryClient()
  const look = listAppearanceOf(state)
  const selection = useSelection([state.narrowing, search.time, search.by].join('\n'))
  const { settled, isStale, error, refetch } = useSettled(query)
  const live = useLive(settled, search.live !== undefined, selection.chosen.size > 0)
  const counted = useQuery({ ...usageTotal(query), refetchInterval: live.isOn && countEvery })
  const read = useLength(settled)
  // If the list was read to its end, its length is exact and newer than any count.
  const total = read.isComplete && !isStale ? { count: read.count, isEstimate: false } : counted.data
  const [tops, setTops] = useState(0)
  const cols = look.columns.join('\n')
  const columns = useMemo(() => columnsOf(cols.split('\n'), { ...vocabulary, zone }), [cols, vocabulary, zone])
  const usual = timeBy(search) === 'arrival' ? '-id' : '-usageDate'
  const setSort = (sort: string) => change({ sort: sort === usual ? undefined : sort })
  const isNone = total?.count === 0 && !total.isEstimate && !isStale && !live.isOn
  const again = () => {
    refetch()
    void client.refetchQueries({ queryKey: ['usage', 'count'], type: 'active' })
  }
  const follow = () => {
    selection.clear()
    live.follow()
    setTops(tops + 1)
  }
  const toggleLive: Command = {
    name: 'live',
    label: live.isOn ? words.stop : words.startHint,
    shortLabel: live.isOn ? words.stop : words.start,
    icon: live.isOn ? 'pause' : 'play',
    perform: () => change({ live: live.isOn ? undefined : '1' }),
  }
  useCommands([toggleLive])
  return (
    <>
      <ExplorerHeader
        state={state}
        columns={columns}
        live={<LiveSwitch live={live} onFollow={follow} toggle={toggleLive} />}
      />
      {above}
      <div className={classes.work}>
        <div className={classes.list}>
          <ListBar
            total={state.problem ? undefined : total}
            isCounting={counted.isFetching}
            sort={search.sort ?? usual}
            onSort={setSort}
            look={look}
          >
            <ColumnsMenu look={look} filters={state.filters} vocabulary={vocabulary} />
          </ListBar>
          <div className={classes.shown}>
            {state.problem ? (
              <EmptyState title={explorer.unreadable}>{state.problem.message}</EmptyState>
            ) : error ? (
              <ListError error={error} onRetry={again} time={search.time} onTime={(time) => change({ time })} />
            ) : isNone && !search.q && !search.time ? (
              <NoUsages />
            ) : isNone ? (
              <NoMatches state={state} vocabulary={vocabulary} />
            ) : (
              <UsageGrid
                query={settled}
                top={tops}
                columns={columns}
                density={look.density}
                sort={orderOf(search.sort ?? usual)}
                onSort={({ path, descending }) => setSort(descending ? `-${path}` : path)}
                selection={selection}
                open={search.open}
                onOpen={(open) => change({ open }, { replace: search.open !== undefined })}
                onScroll={live.onScroll}
                onGo={live.pause}
                isMoving={live.isFollowing}
                isStale={isStale}
                total={total?.count}
              />
            )}
          </div>
          {selection.chosen.size > 0 && <BulkBar selection={selection} columns={columns} />}
        </div>
        {beside}
      </div>
    </>
  )
}

const orderOf = (sort: string): SortKey =>
  readSearch(`sort=${encodeURIComponent(sort)}`).sort?.[0] ?? { path: 'id', descending: true }
