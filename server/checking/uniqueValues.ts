import { truncate } from '../../shared/checker/brokenRule'
import type { CheckedUsage } from '../../shared/checker/checkedUsage'
import type { Checker } from '../../shared/checker/checker'
import type { UniqueValue } from '../../shared/checker/uniqueValues'
import type { Claim } from '../resource/admission'
import { digestOf } from '../write/claims'

/** A value that only one usage of a specification may have, and its claim. */
export interface ClaimedValue extends UniqueValue {
  claim: Claim
}

const longestLabel = 60

export const uniqueOf = (checker: Checker, specification: string, usage: CheckedUsage): ClaimedValue[] =>
  checker.uniqueValues(usage).map((it) => ({
    ...it,
    claim: {
      key: digestOf('value', specification, ...it.parts),
      kind: 'value',
      digest: null,
      label: `${it.name} ${truncate(it.value, longestLabel)}`,
    },
  }))
