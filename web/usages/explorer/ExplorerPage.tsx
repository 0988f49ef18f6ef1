import { Navigate } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { defaultView } from '../../api/views'
import { explorer } from '../../messages/explorer'
import { Loading } from '../../ui/feedback/Loading'
import classes from './ExplorerPage.module.css'
import { FilterControls } from './filter/FilterControls'
import { HistogramPane } from './histogram/HistogramPane'
import { ListPane } from './list/ListPane'
import { SidePanel } from './SidePanel'
import { useVocabulary } from './search/useVocabulary'
import { isEmptySearch } from './state'
import { useExplorer } from './useExplorer'
import { readView } from './views/views'

const OneUsage = lazy(() => import('../detail/OneUsage').then(({ OneUsage }) => ({ default: OneUsage })))

/** The usages: search, filters, histogram, list, and one usage beside the list. */
export function ExplorerPage() {
  const state = useExplorer()
  const { search, problem, change } = state
  const vocabulary = useVocabulary()
  const begin = defaultView()
  if (begin && isEmptySearch(search)) return <Navigate to="/usages" search={readView(begin)} replace />
  return (
    <div className={classes.page} data-wide>
      <title>{explorer.documentTitle}</title>
      <ListPane
        state={state}
        vocabulary={vocabulary}
        above={
          <>
            <FilterControls state={state} vocabulary={vocabulary} />
            {!problem && <HistogramPane state={state} />}
          </>
        }
        beside={
          search.open && (
            <SidePanel>
              <Suspense fallback={<Loading rows={12} />}>
                <OneUsage
                  key={search.open}
                  id={search.open}
                  onClose={() => change({ open: undefined, tab: undefined })}
                />
              </Suspense>
            </SidePanel>
          )
        }
      />
    </div>
  )
}
