import { keepPreviousData, mutationOptions, QueryClient, queryOptions } from '@tanstack/react-query'
import type { Usage } from '../shared/usage'
import type { UsageSpecification, UsageSpecificationCreate } from '../shared/usageSpecification'
import { type Collection, create, listOf, one, Problem, type Query, remove } from './api'
import { asQuery, type SpecificationSearch, type UsageSearch } from './search'

const isCallersDoing = (error: Error) => error instanceof Problem && error.status >= 400 && error.status < 500

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 10_000, retry: (failures, error) => failures < 1 && !isCallersDoing(error) },
  },
})

export const usageList = (search: UsageSearch) =>
  queryOptions({
    queryKey: ['usage', 'list', search],
    queryFn: () => listOf<Usage>('usage', asQuery(search)),
    placeholderData: keepPreviousData,
  })

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

export const createSpecification = mutationOptions({
  mutationFn: (specification: UsageSpecificationCreate) => create<UsageSpecification>('usageSpecification', specification),
  onSuccess: (specification, _sent, _before, { client }) => {
    client.setQueryData(specificationOne(specification.id).queryKey, specification)
    return refreshLists(client, 'usageSpecification')
  },
})

export const deleteSpecification = mutationOptions({
  mutationFn: (id: string) => remove('usageSpecification', id),
  onSuccess: (_nothing, id, _before, { client }) => forget(client, 'usageSpecification', id),
})

export const deleteUsage = mutationOptions({
  mutationFn: (id: string) => remove('usage', id),
  onSuccess: (_nothing, id, _before, { client }) => forget(client, 'usage', id),
})

/** The deleted one is marked, not fetched: its page still shows until the caller has gone elsewhere. */
async function forget(client: QueryClient, path: Collection, id: string): Promise<void> {
  await client.invalidateQueries({ queryKey: [path, 'one', id], refetchType: 'none' })
  await refreshLists(client, path)
}

async function refreshLists(client: QueryClient, path: Collection): Promise<void> {
  await Promise.all([client.invalidateQueries({ queryKey: [path, 'list'] }), client.invalidateQueries({ queryKey: [path, 'count'] })])
}
