import { queryOptions } from '@tanstack/react-query'
import type { Activity } from '../../shared/api/activity'
import type { QuarantineGroup } from '../../shared/api/quarantine'
import { ruleText } from '../../shared/checker/brokenRule'
import { ours } from './api'

const activityDays = 30

/** Of every specification that usages refer to. */
export const specificationActivity = queryOptions({
  queryKey: ['usageSpecification', 'activity'],
  queryFn: () => ours<Activity[]>('usageSpecification/activity', { days: String(activityDays) }),
  staleTime: 60_000,
})

export const quarantineOf = (id: string) =>
  queryOptions({
    queryKey: ['usage', 'quarantine', id],
    queryFn: () => ours<QuarantineGroup[]>('quarantine', { 'usageSpecification.id': id }),
  })

/** The rules that usages were turned down for, of all specifications, with how many. */
export async function rulesBroken(): Promise<{ value: string; count: number }[]> {
  const counts = new Map<string, number>()
  for (const { rule, characteristic, count } of await ours<QuarantineGroup[]>('quarantine', {})) {
    const text = ruleText(rule, characteristic)
    counts.set(text, (counts.get(text) ?? 0) + count)
  }
  return [...counts].map(([value, count]) => ({ value, count })).sort((one, other) => other.count - one.count)
}
