import { queryOptions } from '@tanstack/react-query'
import type { Activity } from '../../shared/api/activity'
import type { QuarantineGroup } from '../../shared/api/quarantine'
import { ruleText } from '../../shared/checker/brokenRule'
import { readOwn } from './api'

const activityDays = 30

/** The activity of each specification that has usages. */
export const specificationActivity = queryOptions({
  queryKey: ['usageSpecification', 'activity'],
  queryFn: () => readOwn<Activity[]>('usageSpecification/activity', { days: String(activityDays) }),
  staleTime: 60_000,
})

export const quarantineOf = (id: string) =>
  queryOptions({
    queryKey: ['usage', 'quarantine', id],
    queryFn: () => readOwn<QuarantineGroup[]>('quarantine', { 'usageSpecification.id': id }),
  })

/** The broken rules of all rejected usages, the most frequent first. */
export async function rulesBroken(): Promise<{ value: string; count: number }[]> {
  const counts = new Map<string, number>()
  for (const { rule, characteristic, count } of await readOwn<QuarantineGroup[]>('quarantine', {})) {
    const text = ruleText(rule, characteristic)
    counts.set(text, (counts.get(text) ?? 0) + count)
  }
  return [...counts].map(([value, count]) => ({ value, count })).sort((one, other) => other.count - one.count)
}
