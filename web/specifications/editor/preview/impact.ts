import type { BrokenRuleCode } from '../../../../shared/checker/brokenRule'
import { type Condition, equal, writeSearch } from '../../../../shared/search'
import { usageStatuses } from '../../../../shared/vocabulary'

/** Usages that break a rule of the draft. */
export interface BrokenByRule {
  rule: BrokenRuleCode
  characteristic?: string
  count: number
  /** Ids of some of them. */
  sample: string[]
}

/** A line of the server's answer: how far it is, and in the end what came of it. */
export interface ImpactLine {
  checked: number
  passed: number
  failed: number
  done: boolean
  byRule?: BrokenByRule[]
}

export const periods = { day: 1, week: 7, month: 30, all: undefined } as const
export type Period = keyof typeof periods

export interface Scope {
  period: Period
  /** Leave out those that are rejected: they break a rule already. */
  withoutRejected: boolean
}

/** Which usages are looked at. */
export function conditionsOf({ period, withoutRejected }: Scope, now: number): Condition[] {
  const days = periods[period]
  return [
    ...(days === undefined
      ? []
      : [{ path: 'usageDate', op: 'gte' as const, values: [new Date(now - days * 86_400_000).toISOString()] }]),
    ...(withoutRejected ? [equal('status', ...usageStatuses.filter((it) => it !== 'rejected'))] : []),
  ]
}

/** The same as the server is asked for it: the query string of a list. */
export const queryOf = (conditions: Condition[]): string => writeSearch({ any: [conditions] })
