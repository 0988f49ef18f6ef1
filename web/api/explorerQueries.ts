import { keepPreviousData, mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { Histogram, HistogramParameters } from '../../shared/api/histogram'
import type { ValueInUse, Values } from '../../shared/api/values'
import { type Condition, readSearch, writeSearch } from '../../shared/search'
import type { Usage } from '../../shared/usage'
import type { UsageStatus } from '../../shared/vocabulary'
import { rulesBroken } from './activityQueries'
import { type Page, pageOf, readOwn, textOf, totalOf } from './api'
import { changeAll, type Outcome } from './changeEach'
import { isPermanent } from './queryClient'

/** The maximum number of usages on a page; a page of large ones has fewer. */
export const pageSize = 100

/** Where a page begins: its `start` as pageOf takes it, empty for the first page, and the index of its first usage in the list. */
export interface PageStart {
  start: string
  index: number
}

/** The pages that are known so far. `end` is the length of the list once the last page was read. */
interface PageStarts {
  starts: PageStart[]
  end: number | undefined
}

const firstPage: PageStarts = { starts: [{ start: '', index: 0 }], end: undefined }

export const usagePageStarts = (query: string) =>
  queryOptions({
    queryKey: ['usage', 'list', 'places', query],
    queryFn: (): PageStarts => firstPage,
    initialData: firstPage,
    enabled: false,
  })

/** A page of the list. The starts of the pages are cached for long, the usages only while they are shown and for a minute after. */
export const usagePage = (query: string, start: string) =>
  queryOptions({
    queryKey: ['usage', 'list', 'page', query, start],
    queryFn: async ({ client }) => {
      const page = await pageOf<Usage>('usage', query, start, pageSize)
      client.setQueryData(usagePageStarts(query).queryKey, (places = firstPage) => after(places, start, page))
      return page
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    // Retries by itself once the server can be reached again.
    refetchInterval: ({ state }) => (state.error && !isPermanent(state.error) ? 5_000 : false),
  })

/** Adds the start of the next page. If the next page begins elsewhere than before, the pages after it are read again. */
function after(places: PageStarts, start: string, { items, next }: Page<Usage>): PageStarts {
  const at = places.starts.findIndex((one) => one.start === start)
  const page = places.starts[at]
  if (!page) return places
  const index = page.index + items.length
  const known = places.starts[at + 1]
  if (known && known.start === next && known.index === index) return places
  const starts = places.starts.slice(0, at + 1)
  return next === undefined ? { starts, end: index } : { starts: [...starts, { start: next, index }], end: undefined }
}

/** The ids of usages that match a query and arrived after the given id, at most `limit`. */
export const newerUsages = (query: string, id: string, limit: number) =>
  queryOptions({
    queryKey: ['usage', 'newer', query, id],
    queryFn: async () =>
      (
        await pageOf<{ id: string }>('usage', withCondition(query, { path: 'id', op: 'gt', values: [id] }), '', limit)
      ).items.map((usage) => usage.id),
  })

/** The number of usages that match a query. */
export const usageTotal = (query: string) =>
  queryOptions({
    queryKey: ['usage', 'count', 'about', query],
    queryFn: () => totalOf('usage', query),
    placeholderData: keepPreviousData,
  })

export const usageHistogram = (asked: HistogramParameters) =>
  queryOptions({
    queryKey: ['usage', 'count', 'histogram', asked],
    queryFn: () => readOwn<Histogram>('usage/histogram', { ...asked }),
    placeholderData: keepPreviousData,
  })

/** Adds a condition to a query and reduces the answer to ids. */
function withCondition(query: string, condition: Condition): string {
  const { any, filter } = readSearch(query)
  return writeSearch({
    any: (any.length > 0 ? any : [[]]).map((group) => [...group, condition]),
    filter,
    fields: ['none'],
  })
}

/** The values of an attribute in the newest usages that match a query. */
export const usageValues = (attribute: string, query: string, prefix: string) =>
  queryOptions({
    queryKey: ['usage', 'values', attribute, query, prefix],
    queryFn: async (): Promise<ValueInUse[]> => {
      if (attribute === 'brokenRule')
        return (await rulesBroken()).filter(({ value }) => value.toLowerCase().includes(prefix.toLowerCase()))
      return (await readOwn<Values>('usage/values', { attribute, query, prefix, limit: '20' })).values
    },
    staleTime: 60_000,
  })

/** Fetches several export addresses one after the other. */
export async function exportTexts(addresses: string[]): Promise<string[]> {
  const texts: string[] = []
  for (const address of addresses) texts.push(await textOf(address))
  return texts
}

interface StatusChange {
  usages: Usage[]
  status: UsageStatus
  reason: string
  onOutcome(outcome: Outcome): void
  signal: AbortSignal
}

/** Sets the status of many usages. Lists show the new status at once, and the old one again if the server refuses. */
export const changeStatuses = mutationOptions({
  mutationFn: async ({ usages, status, reason, onOutcome, signal }: StatusChange, { client }) => {
    const outcomes: Outcome[] = []
    showInLists(client, new Map(usages.map((usage) => [usage.id, { ...usage, status }])))
    const tell = (outcome: Outcome) => {
      outcomes.push(outcome)
      showInLists(client, new Map([[outcome.before.id, outcome.after ?? outcome.before]]))
      onOutcome(outcome)
    }
    await changeAll(usages, status, reason, tell, signal)
    const left = usages.filter(({ id }) => !outcomes.some(({ before }) => before.id === id))
    showInLists(client, new Map(left.map((usage) => [usage.id, usage])))
    return outcomes
  },
  onSettled: (_outcomes, _error, { usages }, _before, { client }) =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['usage', 'count'] }),
      ...usages.flatMap(({ id }) =>
        ['one', 'revisions'].map((what) => client.invalidateQueries({ queryKey: ['usage', what, id] })),
      ),
    ]),
})

/** Replaces usages in the cached lists. */
function showInLists(client: QueryClient, changed: Map<string, Usage>): void {
  client.setQueriesData<Page<Usage>>({ queryKey: ['usage', 'list', 'page'] }, (page) => {
    if (!page?.items.some(({ id }) => changed.has(id))) return page
    return { ...page, items: page.items.map((usage) => changed.get(usage.id) ?? usage) }
  })
}
