import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { containedIds, type Specification } from '../../shared/checker/specification'
import type { UsageSpecification } from '../../shared/usageSpecification'
import { beside, change, create, listOf, oneTagged } from '../api'
import { queryClient, refreshLists, specificationNamed, specificationOne } from '../queries'

/** A specification as it is now, with its tag: to be changed. Always asked anew, as somebody else may have changed it. */
export const specificationTagged = (id: string) =>
  queryOptions({ queryKey: ['usageSpecification', 'tagged', id], queryFn: () => oneTagged<UsageSpecification>('usageSpecification', id), staleTime: 0, gcTime: 0 })

/** What a specification was after each change; the deletion, if it is gone. */
export interface Revision {
  revision: number
  at: string
  by?: string
  reason?: string
  deleted?: boolean
  document?: UsageSpecification
}

/** Newest first, the last hundred. */
export const specificationRevisions = (id: string) =>
  queryOptions({
    queryKey: ['usageSpecification', 'revisions', id],
    queryFn: () => beside<Revision[]>(`usageSpecification/${encodeURIComponent(id)}/revisions?limit=100`),
  })

const pageSize = 1000

/** All there are: kinds of usage are few. Of their characteristics the list shows only how many there are, but all else of a specification is small. */
export const specificationAll = queryOptions({
  queryKey: ['usageSpecification', 'list', 'all'],
  queryFn: async () => {
    const all: UsageSpecification[] = []
    for (let total = 1; all.length < total; ) {
      const page = await listOf<UsageSpecification>('usageSpecification', { any: [[]], offset: String(all.length), limit: String(pageSize) })
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
      const found = new Map<string, Specification>()
      const wanted = [...ids]
      for (const id of wanted) {
        const it = found.has(id) ? null : await queryClient.ensureQueryData(specificationNamed(id))
        if (!it) continue
        found.set(id, it)
        wanted.push(...containedIds(it))
      }
      return [...found.values()]
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
  queryFn: () => import('../../shared/checker/pattern'),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
})

export interface Saving {
  /** Undefined: it is a new one. */
  id: string | undefined
  /** What is sent: the whole, or what is changed of it. */
  body: object
  tag: string | undefined
  reason: string
}

export const saveSpecification = mutationOptions({
  mutationFn: async ({ id, body, tag, reason }: Saving): Promise<UsageSpecification> =>
    id === undefined
      ? create<UsageSpecification>('usageSpecification', body, reason)
      : (await change<UsageSpecification>('usageSpecification', id, body, { ...(tag && { tag }), reason })).it,
  onSuccess: async (specification, _sent, _before, { client }) => {
    client.setQueryData(specificationOne(specification.id).queryKey, specification)
    await Promise.all([refreshLists(client, 'usageSpecification'), client.invalidateQueries({ queryKey: ['usageSpecification', 'revisions', specification.id] })])
  },
})
