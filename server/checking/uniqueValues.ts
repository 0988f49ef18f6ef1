import { truncate } from '../../shared/checker/brokenRule'
import type { CheckedUsage } from '../../shared/checker/checkedUsage'
import type { Checker } from '../../shared/checker/checker'
import type { Claim } from '../resource/admission'
import { digestOf } from '../write/claims'

/** A value that only one usage of a specification may have, and its claim. */
export interface UniqueValue {
  name: string
  value: string
  claim: Claim
}

const longestLabel = 60

export const uniqueOf = (checker: Checker, specification: string, usage: CheckedUsage): UniqueValue[] =>
  checker.uniqueValues(usage).map(({ name, value }) => ({
    name,
    value,
    claim: {
      key: digestOf('value', specification, name, value),
      kind: 'value',
      digest: null,
      label: `${name} ${truncate(value, longestLabel)}`,
    },
  }))
