import { infiniteQueryOptions, mutationOptions, queryOptions } from '@tanstack/react-query'
import { containedIds } from '../../shared/checker/specification'
import { equal } from '../../shared/search'
import type { Usage } from '../../shared/usage'
import type { UsageSpecification } from '../../shared/usageSpecification'
import { maxLimit } from '../../shared/vocabulary'
import { change, listOf, type Occasion, oneWithTag, revisionsOf } from '../api'
import { usageOne } from '../queries'

/** What became of a usage, newest first, also of one that is deleted. */
export const usageRevisions = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['usage', 'revisions', id],
    queryFn: ({ pageParam }) => revisionsOf<Usage>('usage', id, pageParam),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ next }) => next,
  })

/** A usage to be changed, with its ETag: as it is now, never as it was. */
export const usageToChange = (id: string) => queryOptions({ queryKey: ['usage', 'toChange', id], queryFn: () => oneWithTag<Usage>('usage', id), staleTime: 0, gcTime: 0 })

/** What the last check of a usage found, also that it passed: usages say that only when they are asked. */
export const usageValidation = (id: string) =>
  queryOptions({
    queryKey: ['usage', 'validation', id],
    queryFn: async () => (await listOf<Pick<Usage, 'id' | 'validation'>>('usage', { any: [[equal('id', id)]], fields: ['validation'], limit: '1' })).items[0]?.validation ?? null,
  })

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
      const asked = new Set<string>()
      const found: UsageSpecification[] = []
      for (let wanted = [id]; wanted.length > 0; ) {
        for (const one of wanted) asked.add(one)
        const { items } = await listOf<UsageSpecification>('usageSpecification', { any: [[equal('id', ...wanted)]], limit: String(maxLimit) })
        found.push(...items)
        wanted = [...new Set(items.flatMap(containedIds))].filter((one) => !asked.has(one))
      }
      const [specification, ...contained] = found
      return specification ? { specification, contained } : null
    },
  })

export const changeUsage = mutationOptions({
  mutationFn: ({ id, patch, ...occasion }: { id: string; patch: unknown } & Occasion) => change<Usage>('usage', id, patch, occasion),
  onSuccess: (usage, { id }, _before, { client }) => {
    client.setQueryData(usageOne(id).queryKey, usage)
    // Lists, counts and what is drawn of them show it too; nobody waits for that.
    void client.invalidateQueries({ queryKey: ['usage'] })
  },
})
