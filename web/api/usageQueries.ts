import { infiniteQueryOptions, mutationOptions, queryOptions } from '@tanstack/react-query'
import { equal } from '../../shared/search'
import type { Usage } from '../../shared/usage'
import {
  type ChangeOptions,
  change,
  listOf,
  one,
  oneWithTag,
  type Query,
  remove,
  revisionsOf,
  type Saving,
} from './api'
import { invalidateDeleted } from './queryClient'

/** The newest usages and the number of all usages. */
export const newestUsages = (limit: number) =>
  queryOptions({
    queryKey: ['usage', 'list', 'newest', limit],
    queryFn: () => listOf<Usage>('usage', { any: [[]], offset: '0', limit: String(limit) }),
  })

export const usageOne = (id: string) =>
  queryOptions({ queryKey: ['usage', 'one', id], queryFn: () => one<Usage>('usage', id) })

/** The number of usages that match a query. */
export const usageCount = (query: Query) =>
  queryOptions({
    queryKey: ['usage', 'count', query],
    queryFn: async () => (await listOf<Usage>('usage', { ...query, offset: '0', limit: '0' })).total,
  })

/** The number of usages that refer to a specification. */
export const usageCountOf = (specificationId: string) =>
  usageCount({ any: [[equal('usageSpecification.id', specificationId)]] })

/** The revisions of a usage, newest first. A deleted usage has them too. */
export const usageRevisions = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['usage', 'revisions', id],
    queryFn: ({ pageParam }) => revisionsOf<Usage>('usage', id, pageParam),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ next }) => next,
  })

/** A usage with its ETag, for editing. Never cached. */
export const usageToChange = (id: string) =>
  queryOptions({
    queryKey: ['usage', 'toChange', id],
    queryFn: () => oneWithTag<Usage>('usage', id),
    staleTime: 0,
    gcTime: 0,
  })

/** The result of the last validation. Usages contain `validation` only if the request asks for the field. */
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
    mutationFn: ({ body, ...options }: Saving) => change<Usage>('usage', id, body, options),
    onSuccess: (usage, _sent, _before, { client }) => {
      client.setQueryData(usageOne(id).queryKey, usage)
      // Not awaited: lists, counts and histograms may refresh later.
      void client.invalidateQueries({ queryKey: ['usage'] })
    },
  })

export const deleteUsage = mutationOptions({
  mutationFn: ({ id, ...options }: { id: string } & ChangeOptions) => remove('usage', id, options),
  onSuccess: (_nothing, { id }, _before, { client }) => invalidateDeleted(client, 'usage', id),
})
