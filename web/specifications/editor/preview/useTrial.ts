import { useMemo } from 'react'
import type { Specification } from '../../../../shared/checker/specification'
import { type Checking, useChecker } from '../../../checking/useChecker'
import { makeSample, type Sample } from './sample'

export interface Trial {
  specification: Specification
  contained: readonly Specification[]
  checking: Checking
  /** Undefined while there is no checker. */
  sample: Sample | undefined
}

/** What a draft is tried with: its checker, and a usage made up for it. */
export function useTrial(
  specification: Specification,
  contained: readonly Specification[],
  usageDate: string,
  variant: number,
): Trial {
  const checking = useChecker(specification, contained)
  const isReady = checking.state === 'ready'
  const sample = useMemo(
    () => (isReady ? makeSample(specification, { contained, usageDate, variant }) : undefined),
    [isReady, specification, contained, usageDate, variant],
  )
  return { specification, contained, checking, sample }
}
