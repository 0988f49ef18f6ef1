import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { readSearch, type SortKey } from '../../shared/search'
import { explorer } from '../messages/explorer'
import { ErrorPanel } from '../parts/ErrorPanel'
import { useZone } from '../parts/zone'
import { usageTotal } from '../queries/explorer'
import { NoUsages } from '../usage/NoUsages'
import { UsagePanel } from '../usage/UsagePanel'
import { BulkBar } from './BulkBar'
import { ColumnsMenu } from './ColumnsMenu'
import { columnsOf } from './columns'
import classes from './ExplorerPage.module.css'
import { HistogramPane } from './HistogramPane'
import { ListBar } from './ListBar'
import { lookOf } from './look'
import { Narrowing } from './Narrowing'
import { NothingFits } from './NothingFits'
import { timeBy } from './state'
import { UsageGrid } from './UsageGrid'
import { useExplorer } from './useExplorer'
import { useSettled } from './usePages'
import { useSelection } from './useSelection'
import { useVocabulary } from './useVocabulary'

/** All usages: searched, narrowed, looked at by time, listed, and one of them beside the list. */
export function ExplorerPage() {
  const state = useExplorer()
  const { search, change, query = '' } = state
  const vocabulary = useVocabulary()
  const zone = useZone()
  const look = lookOf(state)
  const selection = useSelection()
  const { settled, isStale, error, refetch } = useSettled(query)
  const { data: total } = useQuery(usageTotal(query))
  const cols = look.columns.join('\n')
  const columns = useMemo(() => columnsOf(cols.split('\n'), { ...vocabulary, zone }), [cols, vocabulary, zone])
  const by = timeBy(search)
  const [order = { path: by === 'arrival' ? 'id' : 'usageDate', descending: true }]: SortKey[] = search.sort
    ? (readSearch(`sort=${encodeURIComponent(search.sort)}`).sort ?? [])
    : []
  const setSort = (sort: string | undefined) => change({ sort })
  const setOpen = (open: string | undefined) => change({ open }, { replace: search.open !== undefined })
  const isEmpty = total?.count === 0 && !isStale && !error

  return (
    <div className={classes.page} data-wide>
      <title>{explorer.documentTitle}</title>
      <h1 className={classes.heading}>{explorer.title}</h1>
      <Narrowing state={state} vocabulary={vocabulary} />
      {!state.problem && <HistogramPane state={state} />}
      <div className={classes.work}>
        <div className={classes.list}>
          <ListBar total={total} by={by} sort={search.sort} onSort={setSort} look={look}>
            <ColumnsMenu look={look} filters={state.filters} vocabulary={vocabulary} />
          </ListBar>
          <div className={classes.shown}>
            {error ? (
              <ErrorPanel error={error} onRetry={refetch} />
            ) : isEmpty && !search.q && !search.time ? (
              <NoUsages />
            ) : isEmpty ? (
              <NothingFits state={state} vocabulary={vocabulary} />
            ) : (
              <UsageGrid
                query={settled}
                columns={columns}
                density={look.density}
                sort={order}
                onSort={({ path, descending }) => setSort(descending ? `-${path}` : path)}
                selection={selection}
                open={search.open}
                onOpen={setOpen}
                isMoving={false}
                isStale={isStale}
                total={total?.count}
              />
            )}
          </div>
          {selection.chosen.size > 0 && <BulkBar selection={selection} columns={columns} />}
        </div>
        {search.open && (
          <aside className={classes.panel} aria-label={explorer.panel.label}>
            <UsagePanel id={search.open} onClose={() => setOpen(undefined)} />
          </aside>
        )}
      </div>
    </div>
  )
}
