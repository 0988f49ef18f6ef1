import { infiniteQueryOptions, mutationOptions, queryOptions } from '@tanstack/react-query'
import { equal } from '../../shared/search'
import type { Usage } from '../../shared/usage'
import { change, listOf, one, oneWithTag, type Query, remove, revisionsOf, type Saving } from './api'
import { forget } from './queryClient'

/** The newest usages, and how many there are. */
export const newestUsages = (limit: number) =>
  queryOptions({
    queryKey: ['usage', 'list', 'newest', limit],
    queryFn: () => listOf<Usage>('usage', { any: [[]], offset: '0', limit: String(limit) }),
  })

export const usageOne = (id: string) =>
  queryOptions({ queryKey: ['usage', 'one', id], queryFn: () => one<Usage>('usage', id) })

/** How many usages fit, without fetching any. */
export const usageCount = (query: Query) =>
  queryOptions({
    queryKey: ['usage', 'count', query],
    queryFn: async () => (await listOf<Usage>('usage', { ...query, offset: '0', limit: '0' })).total,
  })

/** The number of usages that refer to a specification. */
export const usageCountOf = (specificationId: string) =>
  usageCount({ any: [[equal('usageSpecification.id', specificationId)]] })

/** What became of a usage, newest first, also of one that is deleted. */
export const usageRevisions = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['usage', 'revisions', id],
    queryFn: ({ pageParam }) => revisionsOf<Usage>('usage', id, pageParam),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ next }) => next,
  })

/** A usage to be changed, with its ETag: as it is now, never as it was. */
export const usageToChange = (id: string) =>
  queryOptions({
    queryKey: ['usage', 'toChange', id],
    queryFn: () => oneWithTag<Usage>('usage', id),
    staleTime: 0,
    gcTime: 0,
  })

/** What the last check of a usage found, also that it passed: usages say that only when they are asked. */
export const usageValidation = (id: string) =>
  queryOptions({
    queryKey: ['usage', 'validation', id],
    queryFn: async () =>
      (
        await listOf<Pick<Usage, 'id' | 'validation'>>('usage', {
          any: [[equal('id', id)]],
          fields: ['validation'],
          limit: '1',
        })
      ).items[0]?.validation ?? null,
  })

export const changeUsage = (id: string) =>
  mutationOptions({
    mutationFn: ({ body, ...occasion }: Saving) => change<Usage>('usage', id, body, occasion),
    onSuccess: (usage, _sent, _before, { client }) => {
      client.setQueryData(usageOne(id).queryKey, usage)
      // Lists, counts and what is drawn of them show it too; nobody waits for that.
      void client.invalidateQueries({ queryKey: ['usage'] })
    },
  })

export const deleteUsage = mutationOptions({
  mutationFn: ({ id, reason }: { id: string; reason?: string }) => remove('usage', id, { reason }),
  onSuccess: (_nothing, { id }, _before, { client }) => forget(client, 'usage', id),
})
