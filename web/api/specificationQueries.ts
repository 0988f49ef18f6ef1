import { infiniteQueryOptions, mutationOptions, queryOptions } from '@tanstack/react-query'
import { containedIds } from '../../shared/checker/specification'
import { type Condition, equal } from '../../shared/search'
import type { UsageSpecification } from '../../shared/usageSpecification'
import { maxLimit } from '../../shared/vocabulary'
import { change, create, listOf, one, oneWithTag, remove, revisionsOf, type Saving, totalOf } from './api'
import { invalidateDeleted, refreshLists } from './queryClient'

/** A specification with its ETag, for editing. Never cached, because other users may have changed it. */
export const specificationToChange = (id: string) =>
  queryOptions({
    queryKey: ['usageSpecification', 'toChange', id],
    queryFn: () => oneWithTag<UsageSpecification>('usageSpecification', id),
    staleTime: 0,
    gcTime: 0,
  })

/** The revisions of a specification, newest first. */
export const specificationRevisions = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['usageSpecification', 'revisions', id],
    queryFn: ({ pageParam }) => revisionsOf<UsageSpecification>('usageSpecification', id, pageParam),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ next }) => next,
  })

/** All specifications. There are few, and they are small. */
export const specificationAll = queryOptions({
  queryKey: ['usageSpecification', 'list', 'all'],
  queryFn: () => allOf([[]]),
})

/** All specifications that match conditions, page by page. */
async function allOf(any: Condition[][]): Promise<UsageSpecification[]> {
  const all: UsageSpecification[] = []
  for (let total = 1; all.length < total; ) {
    const page = await listOf<UsageSpecification>('usageSpecification', {
      any,
      offset: String(all.length),
      limit: String(maxLimit),
    })
    all.push(...page.items)
    total = page.items.length === 0 ? 0 : page.total
  }
  return all
}

/** The number of specifications. */
export const specificationTotal = queryOptions({
  queryKey: ['usageSpecification', 'count'],
  queryFn: async () => (await totalOf('usageSpecification', '')).count,
})

export const specificationOne = (id: string) =>
  queryOptions({
    queryKey: ['usageSpecification', 'one', id],
    queryFn: () => one<UsageSpecification>('usageSpecification', id),
  })

/** The specifications that the given ones contain, at any depth. Missing ones are left out. */
export const specificationsContained = (ids: readonly string[]) =>
  queryOptions({ queryKey: ['usageSpecification', 'list', 'contained', ids], queryFn: () => wholeOf(ids) })

/** A specification with all specifications that it contains. */
export interface Whole {
  specification: UsageSpecification
  contained: UsageSpecification[]
}

/** The specification that a usage refers to, or null if there is none. A search by id, because a 404 would be logged as an error by the browser. */
export const specificationWhole = (id: string) =>
  queryOptions({
    queryKey: ['usageSpecification', 'list', 'whole', id],
    queryFn: async (): Promise<Whole | null> => {
      const [specification, ...contained] = await wholeOf([id])
      return specification ? { specification, contained } : null
    },
  })

/** The given specifications first, then the ones they contain, each once. */
async function wholeOf(ids: readonly string[]): Promise<UsageSpecification[]> {
  const asked = new Set<string>()
  const found: UsageSpecification[] = []
  for (let wanted = [...ids]; wanted.length > 0; ) {
    for (const one of wanted) asked.add(one)
    const items = await allOf([[equal('id', ...wanted)]])
    found.push(...items)
    wanted = [...new Set(items.flatMap(containedIds))].filter((one) => !asked.has(one))
  }
  return found
}

/** Creates a specification (no id), or changes the one with this id. */
export const saveSpecification = (id: string | undefined) =>
  mutationOptions({
    mutationFn: ({ body, ...options }: Saving) =>
      id === undefined
        ? create<UsageSpecification>('usageSpecification', body, options)
        : change<UsageSpecification>('usageSpecification', id, body, options),
    onSuccess: async (specification, _sent, _before, { client }) => {
      client.setQueryData(specificationOne(specification.id).queryKey, specification)
      await Promise.all([
        refreshLists(client, 'usageSpecification'),
        client.invalidateQueries({ queryKey: ['usageSpecification', 'revisions', specification.id] }),
      ])
    },
  })

export const deleteSpecification = mutationOptions({
  mutationFn: ({ id, isForced }: { id: string; isForced: boolean }) => remove('usageSpecification', id, { isForced }),
  onSuccess: (_nothing, { id }, _before, { client }) => invalidateDeleted(client, 'usageSpecification', id),
  // New usages may be the reason for the refusal, so count them again.
  onError: (_error, _sent, _before, { client }) => client.invalidateQueries({ queryKey: ['usage', 'count'] }),
})
