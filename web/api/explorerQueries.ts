import { keepPreviousData, mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { Histogram, HistogramParameters } from '../../shared/api/histogram'
import type { ValueInUse, Values } from '../../shared/api/values'
import { type Condition, readSearch, writeSearch } from '../../shared/search'
import type { Usage } from '../../shared/usage'
import type { UsageStatus } from '../../shared/vocabulary'
import { rulesBroken } from './activityQueries'
import { ours, type Page, pageOf, textOf, totalOf } from './api'
import { changeAll, type Outcome } from './changeEach'
import { isForNothing } from './queryClient'

/** Usages of a part of the list. */
export const pageSize = 100

/** Where the parts of a list begin, as far as it was read: the first with nothing. The end is the length, once that was seen. */
export interface Places {
  starts: string[]
  end: number | undefined
}

const unread: Places = { starts: [''], end: undefined }

export const usagePlaces = (query: string) =>
  queryOptions({
    queryKey: ['usage', 'list', 'places', query],
    queryFn: (): Places => unread,
    initialData: unread,
    enabled: false,
  })

/** A part of the list. Where the next begins is kept, the usages only while they are looked at and a little longer. */
export const usagePage = (query: string, start: string) =>
  queryOptions({
    queryKey: ['usage', 'list', 'page', query, start],
    queryFn: async ({ client }) => {
      const page = await pageOf<Usage>('usage', query, start, pageSize)
      client.setQueryData(usagePlaces(query).queryKey, (places = unread) => after(places, start, page))
      return page
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    // It comes once the server can be reached again, without anybody scrolling there and back.
    refetchInterval: ({ state }) => (state.error && !isForNothing(state.error) ? 5_000 : false),
  })

/** Places once a part was read. When it is not followed by what it was before, all that came behind it is to be read anew. */
function after(places: Places, start: string, { items, next }: Page<Usage>): Places {
  const at = places.starts.indexOf(start)
  if (at < 0 || (next !== undefined && places.starts[at + 1] === next)) return places
  const starts = places.starts.slice(0, at + 1)
  return next === undefined
    ? { starts, end: at * pageSize + items.length }
    : { starts: [...starts, next], end: undefined }
}

/** The ids of usages that a query finds and that came after one, at most so many. */
export const newerUsages = (query: string, id: string, limit: number) =>
  queryOptions({
    queryKey: ['usage', 'newer', query, id],
    queryFn: async () =>
      (
        await pageOf<{ id: string }>('usage', withCondition(query, { path: 'id', op: 'gt', values: [id] }), '', limit)
      ).items.map((usage) => usage.id),
  })

/** How many usages a query finds. */
export const usageTotal = (query: string) =>
  queryOptions({
    queryKey: ['usage', 'count', 'about', query],
    queryFn: () => totalOf('usage', query),
    placeholderData: keepPreviousData,
  })

export const usageHistogram = (asked: HistogramParameters) =>
  queryOptions({
    queryKey: ['usage', 'count', 'histogram', asked],
    queryFn: () => ours<Histogram>('usage/histogram', { ...asked }),
    placeholderData: keepPreviousData,
  })

/** A query text narrowed by one more condition, and without anything of the usages but their ids. */
function withCondition(query: string, condition: Condition): string {
  const { any, filter } = readSearch(query)
  return writeSearch({
    any: (any.length > 0 ? any : [[]]).map((group) => [...group, condition]),
    filter,
    fields: ['none'],
  })
}

/** The values an attribute has in the newest usages that fit a query. */
export const usageValues = (attribute: string, query: string, prefix: string) =>
  queryOptions({
    queryKey: ['usage', 'values', attribute, query, prefix],
    queryFn: async (): Promise<ValueInUse[]> => {
      if (attribute === 'brokenRule')
        return (await rulesBroken()).filter(({ value }) => value.toLowerCase().includes(prefix.toLowerCase()))
      return (await ours<Values>('usage/values', { attribute, query, prefix, limit: '20' })).values
    },
    staleTime: 60_000,
  })

/** Texts from addresses of the export, one after the other. */
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

/** Sets the status of many usages. The list shows it at once, and takes it back where the server refuses. */
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

/** Puts usages in place of what lists have of them. */
function showInLists(client: QueryClient, changed: Map<string, Usage>): void {
  client.setQueriesData<Page<Usage>>({ queryKey: ['usage', 'list', 'page'] }, (page) => {
    if (!page?.items.some(({ id }) => changed.has(id))) return page
    return { ...page, items: page.items.map((usage) => changed.get(usage.id) ?? usage) }
  })
}
