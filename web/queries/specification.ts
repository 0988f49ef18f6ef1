import { infiniteQueryOptions, mutationOptions, queryOptions } from '@tanstack/react-query'
import { containedIds } from '../../shared/checker/specification'
import { equal } from '../../shared/search'
import type { UsageSpecification } from '../../shared/usageSpecification'
import { maxLimit } from '../../shared/vocabulary'
import { change, create, listOf, type Occasion, oneWithTag, revisionsOf } from '../api'
import { refreshLists, specificationOne } from '../queries'

/** A specification as it is now, with its tag: to be changed. Always asked anew, as somebody else may have changed it. */
export const specificationToChange = (id: string) =>
  queryOptions({ queryKey: ['usageSpecification', 'toChange', id], queryFn: () => oneWithTag<UsageSpecification>('usageSpecification', id), staleTime: 0, gcTime: 0 })

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
      const page = await listOf<UsageSpecification>('usageSpecification', { any: [[]], offset: String(all.length), limit: String(maxLimit) })
      all.push(...page.items)
      total = page.items.length === 0 ? 0 : page.total
    }
    return all
  },
})

/** Whatever a specification contains, however deep, as far as it is there. */
export const specificationsContained = (ids: readonly string[]) =>
  queryOptions({
    queryKey: ['usageSpecification', 'list', 'contained', ids],
    queryFn: async () => {
      const asked = new Set<string>()
      const found: UsageSpecification[] = []
      for (let wanted = [...ids]; wanted.length > 0; ) {
        for (const one of wanted) asked.add(one)
        const { items } = await listOf<UsageSpecification>('usageSpecification', { any: [[equal('id', ...wanted)]], limit: String(maxLimit) })
        found.push(...items)
        wanted = [...new Set(items.flatMap(containedIds))].filter((one) => !asked.has(one))
      }
      return found
    },
  })

/** The code that judges specifications, and the one that reads patterns: they bring an engine for regular expressions, and so wait until they are needed. */
export const judgeCode = queryOptions({
  queryKey: ['code', 'problems'],
  queryFn: () => import('../../shared/checker/problems'),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
})

export const patternCode = queryOptions({
  queryKey: ['code', 'pattern'],
  queryFn: () => import('../../shared/checker/patterns'),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
})

export interface Saving extends Occasion {
  /** Undefined: it is a new one. */
  id: string | undefined
  /** What is sent: the whole, or what is changed of it. */
  body: object
}

export const saveSpecification = mutationOptions({
  mutationFn: ({ id, body, ...occasion }: Saving) =>
    id === undefined ? create<UsageSpecification>('usageSpecification', body, occasion) : change<UsageSpecification>('usageSpecification', id, body, occasion),
  onSuccess: async (specification, _sent, _before, { client }) => {
    client.setQueryData(specificationOne(specification.id).queryKey, specification)
    await Promise.all([refreshLists(client, 'usageSpecification'), client.invalidateQueries({ queryKey: ['usageSpecification', 'revisions', specification.id] })])
  },
})
