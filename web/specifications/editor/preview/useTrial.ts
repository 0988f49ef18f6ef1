import { useMemo } from 'react'
import type { Specification } from '../../../../shared/checker/specification'
import { type Checking, useChecker } from '../../../checking/useChecker'
import { makeSample, type Sample } from './sample'

export interface Trial {
  specification: Specification
  contained: readonly Specification[]
  checking: Checking
  /** Undefined while the checker is not ready. */
  sample: Sample | undefined
}

/** The checker of a draft, and a generated usage. */
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
