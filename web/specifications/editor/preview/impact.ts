import { type Condition, equal, writeSearch } from '../../../../shared/search'
import { usageStatuses } from '../../../../shared/vocabulary'

export const periods = { day: 1, week: 7, month: 30, all: undefined } as const
export type Period = keyof typeof periods

export interface Scope {
  period: Period
  /** Leave out rejected usages: they already break a rule. */
  withoutRejected: boolean
}

/** The conditions for the checked usages. */
export function conditionsOf({ period, withoutRejected }: Scope, now: number): Condition[] {
  const days = periods[period]
  return [
    ...(days === undefined
      ? []
      : [{ path: 'usageDate', op: 'gte' as const, values: [new Date(now - days * 86_400_000).toISOString()] }]),
    ...(withoutRejected ? [equal('status', ...usageStatuses.filter((it) => it !== 'rejected'))] : []),
  ]
}

/** The conditions as the query string of a list. */
export const queryOf = (conditions: Condition[]): string => writeSearch({ any: [conditions] })
