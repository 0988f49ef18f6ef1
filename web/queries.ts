import { keepPreviousData, mutationOptions, QueryClient, queryOptions } from '@tanstack/react-query'
import type { Usage } from '../shared/usage'
import type { UsageSpecification } from '../shared/usageSpecification'
import { type Collection, listOf, one, Problem, type Query, remove } from './api'
import { asQuery, type SpecificationSearch } from './search'

/** The same would come of it: the caller's mistake, or a question that takes too long, and would again. */
const isForNothing = (error: Error) => error instanceof Problem && ((error.status >= 400 && error.status < 500) || error.code === 'queryTooBroad')

export const queryClient = new QueryClient({
  defaultOptions: {
    // Always: the server may be on this very machine, which is reached also when the browser believes itself offline.
    queries: { networkMode: 'always', staleTime: 10_000, retry: (failures, error) => failures < 1 && !isForNothing(error) },
    mutations: { networkMode: 'always' },
  },
})

/** The newest usages, and how many there are. */
export const newestUsages = (limit: number) => queryOptions({ queryKey: ['usage', 'list', 'newest', limit], queryFn: () => listOf<Usage>('usage', asQuery({ limit })) })

export const usageOne = (id: string) => queryOptions({ queryKey: ['usage', 'one', id], queryFn: () => one<Usage>('usage', id) })

/** How many usages fit, without fetching any. */
export const usageCount = (query: Query) =>
  queryOptions({
    queryKey: ['usage', 'count', query],
    queryFn: async () => (await listOf<Usage>('usage', { ...query, offset: '0', limit: '0' })).total,
  })

export const specificationList = (search: SpecificationSearch) =>
  queryOptions({
    queryKey: ['usageSpecification', 'list', search],
    queryFn: () => listOf<UsageSpecification>('usageSpecification', asQuery(search)),
    placeholderData: keepPreviousData,
  })

export const specificationOne = (id: string) => queryOptions({ queryKey: ['usageSpecification', 'one', id], queryFn: () => one<UsageSpecification>('usageSpecification', id) })

/** The code that checks usages: of use only where one is looked at or written. */
export const checkerCode = queryOptions({
  queryKey: ['code', 'checker'],
  queryFn: () => import('../shared/checker/checker'),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
})

export const deleteSpecification = mutationOptions({
  mutationFn: ({ id, isForced }: { id: string; isForced: boolean }) => remove('usageSpecification', id, { isForced }),
  onSuccess: (_nothing, { id }, _before, { client }) => forget(client, 'usageSpecification', id),
  // Refused for usages that came meanwhile: now they are counted.
  onError: (_error, _sent, _before, { client }) => client.invalidateQueries({ queryKey: ['usage', 'count'] }),
})

export const deleteUsage = mutationOptions({
  mutationFn: ({ id, reason }: { id: string; reason?: string }) => remove('usage', id, { reason }),
  onSuccess: (_nothing, { id }, _before, { client }) => forget(client, 'usage', id),
})

/** The deleted one is marked, not fetched: its page still shows until the caller has gone elsewhere. */
async function forget(client: QueryClient, path: Collection, id: string): Promise<void> {
  await Promise.all(['one', 'revisions'].map((what) => client.invalidateQueries({ queryKey: [path, what, id], refetchType: 'none' })))
  await refreshLists(client, path)
}

export async function refreshLists(client: QueryClient, path: Collection): Promise<void> {
  await Promise.all([client.invalidateQueries({ queryKey: [path, 'list'] }), client.invalidateQueries({ queryKey: [path, 'count'] })])
}
