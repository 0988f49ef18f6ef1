import { infiniteQueryOptions, mutationOptions, queryOptions } from '@tanstack/react-query'
import { containedIds } from '../../shared/checker/specification'
import { equal } from '../../shared/search'
import type { UsageSpecification } from '../../shared/usageSpecification'
import { maxLimit } from '../../shared/vocabulary'
import { change, create, listOf, one, oneWithTag, remove, revisionsOf, type Saving, totalOf } from './api'
import { forget, refreshLists } from './queryClient'

/** A specification as it is now, with its tag: to be changed. Always asked anew, as somebody else may have changed it. */
export const specificationToChange = (id: string) =>
  queryOptions({
    queryKey: ['usageSpecification', 'toChange', id],
    queryFn: () => oneWithTag<UsageSpecification>('usageSpecification', id),
    staleTime: 0,
    gcTime: 0,
  })

/** What became of it, newest first. */
export const specificationRevisions = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['usageSpecification', 'revisions', id],
    queryFn: ({ pageParam }) => revisionsOf<UsageSpecification>('usageSpecification', id, pageParam),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ next }) => next,
  })

/** All there are: kinds of usage are few. Of their characteristics the list shows only how many there are, but all else of a specification is small. */
export const specificationAll = queryOptions({
  queryKey: ['usageSpecification', 'list', 'all'],
  queryFn: async () => {
    const all: UsageSpecification[] = []
    for (let total = 1; all.length < total; ) {
      const page = await listOf<UsageSpecification>('usageSpecification', {
        any: [[]],
        offset: String(all.length),
        limit: String(maxLimit),
      })
      all.push(...page.items)
      total = page.items.length === 0 ? 0 : page.total
    }
    return all
  },
})

/** How many there are, without fetching any. */
export const specificationTotal = queryOptions({
  queryKey: ['usageSpecification', 'count'],
  queryFn: async () => (await totalOf('usageSpecification', '')).count,
})

export const specificationOne = (id: string) =>
  queryOptions({
    queryKey: ['usageSpecification', 'one', id],
    queryFn: () => one<UsageSpecification>('usageSpecification', id),
  })

/** Whatever specifications contain, however deep, as far as it is there. */
export const specificationsContained = (ids: readonly string[]) =>
  queryOptions({ queryKey: ['usageSpecification', 'list', 'contained', ids], queryFn: () => wholeOf(ids) })

/** A specification with all it contains. */
export interface Whole {
  specification: UsageSpecification
  contained: UsageSpecification[]
}

/** The specification a usage names, or null. A reference may lead nowhere: that is no error, and so not asked in a way that answers with one. */
export const specificationWhole = (id: string) =>
  queryOptions({
    queryKey: ['usageSpecification', 'list', 'whole', id],
    queryFn: async (): Promise<Whole | null> => {
      const [specification, ...contained] = await wholeOf([id])
      return specification ? { specification, contained } : null
    },
  })

/** Those of the ids first, then what they contain, each once. */
async function wholeOf(ids: readonly string[]): Promise<UsageSpecification[]> {
  const asked = new Set<string>()
  const found: UsageSpecification[] = []
  for (let wanted = [...ids]; wanted.length > 0; ) {
    for (const one of wanted) asked.add(one)
    const { items } = await listOf<UsageSpecification>('usageSpecification', {
      any: [[equal('id', ...wanted)]],
      limit: String(maxLimit),
    })
    found.push(...items)
    wanted = [...new Set(items.flatMap(containedIds))].filter((one) => !asked.has(one))
  }
  return found
}

/** Creates a specification (no id), or changes the one with this id. */
export const saveSpecification = (id: string | undefined) =>
  mutationOptions({
    mutationFn: ({ body, ...occasion }: Saving) =>
      id === undefined
        ? create<UsageSpecification>('usageSpecification', body, occasion)
        : change<UsageSpecification>('usageSpecification', id, body, occasion),
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
  onSuccess: (_nothing, { id }, _before, { client }) => forget(client, 'usageSpecification', id),
  // Refused for usages that came meanwhile: now they are counted.
  onError: (_error, _sent, _before, { client }) => client.invalidateQueries({ queryKey: ['usage', 'count'] }),
})
