import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { BrokenRule } from '../../../shared/checker/brokenRule'
import { serverOnlyRules } from '../../../shared/checker/enforcement'
import type { Usage } from '../../../shared/usage'
import { specificationWhole, type Whole } from '../../api/specificationQueries'
import { type Checking, useChecker } from '../../checking/useChecker'

export interface Checked {
  /** Null: it is not on this server. Undefined: not known yet. */
  whole: Whole | null | undefined
  checking: Checking
  /** Undefined as long as nothing can be said. */
  broken: BrokenRule[] | undefined
}

/** A usage, checked here and now against its specification as it is. */
export function useChecked(usage: Usage): Checked {
  const { data: whole } = useQuery(specificationWhole(usage.usageSpecification.id))
  const checking = useChecker(whole?.specification, whole?.contained)
  const broken = useMemo(
    () => (checking.state === 'ready' ? [...checking.checker.check(usage), ...knownToServer(usage)] : undefined),
    [checking, usage],
  )
  return { whole, checking, broken }
}

/** What only the server could find, as it found it. */
const knownToServer = ({ validation }: Usage): BrokenRule[] =>
  (validation?.brokenRule ?? []).filter(({ code }) => serverOnlyRules.includes(code))
