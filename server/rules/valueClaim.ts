import type { Checker } from '../../shared/checker/checker'
import type { CheckedUsage } from '../../shared/checker/specification'
import type { Claim } from '../tmf/admitted'
import { digestOf } from '../tmf/claim'

/** What a usage claims for itself: the values that no other of its specification may have. */
export const claimsOf = (checker: Checker, specification: string, usage: CheckedUsage): Claim[] =>
  checker.uniqueValues(usage).map(({ name, value }) => ({
    key: digestOf('value', specification, name, value),
    kind: 'value',
    digest: null,
    label: `${name} ${value.slice(0, 60)}`,
  }))
