import { queryOptions } from '@tanstack/react-query'
import { type BrokenRuleCode, ruleText } from '../../shared/checker/brokenRule'
import { ours } from './api'

/** How much a specification was used, by the dates of its usages. */
export interface Activity {
  id: string
  total: number
  rejected: number
  /** Oldest first. */
  byDay: number[]
}

const activityDays = 30

/** Of every specification that usages refer to. */
export const specificationActivity = queryOptions({
  queryKey: ['usageSpecification', 'activity'],
  queryFn: () => ours<Activity[]>('usageSpecification/activity', { days: String(activityDays) }),
  staleTime: 60_000,
})

/** Rejected usages that break the same rule. */
export interface Quarantined {
  rule: BrokenRuleCode
  characteristic?: string
  count: number
  sample: string[]
}

export const quarantineOf = (id: string) =>
  queryOptions({
    queryKey: ['usage', 'quarantine', id],
    queryFn: () => ours<Quarantined[]>('quarantine', { 'usageSpecification.id': id }),
  })

/** The rules that usages were turned down for, of all specifications, with how many. */
export async function rulesBroken(): Promise<{ value: string; count: number }[]> {
  const counts = new Map<string, number>()
  for (const { rule, characteristic, count } of await ours<Quarantined[]>('quarantine', {})) {
    const text = ruleText(rule, characteristic)
    counts.set(text, (counts.get(text) ?? 0) + count)
  }
  return [...counts].map(([value, count]) => ({ value, count })).sort((one, other) => other.count - one.count)
}
