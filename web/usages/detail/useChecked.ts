import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { BrokenRule } from '../../../shared/checker/brokenRule'
import { serverOnlyRules } from '../../../shared/checker/enforcement'
import type { Usage } from '../../../shared/usage'
import { specificationWhole, type Whole } from '../../api/specificationQueries'
import { type Checking, useChecker } from '../../checking/useChecker'

export interface Checked {
  /** Null if it is not on this server, undefined while it loads. */
  whole: Whole | null | undefined
  checking: Checking
  /** Undefined while it loads, and if the specification has errors. */
  broken: BrokenRule[] | undefined
}

/** Validates a usage in the browser against its current specification. */
export function useChecked(usage: Usage): Checked {
  const { data: whole } = useQuery(specificationWhole(usage.usageSpecification.id))
  const checking = useChecker(whole?.specification, whole?.contained)
  const broken = useMemo(
    () => (checking.state === 'ready' ? [...checking.checker.check(usage), ...foundByServer(usage)] : undefined),
    [checking, usage],
  )
  return { whole, checking, broken }
}

/** Broken rules that only the server can find, taken from the stored validation. */
const foundByServer = ({ validation }: Usage): BrokenRule[] =>
  (validation?.brokenRule ?? []).filter(({ code }) => serverOnlyRules.includes(code))
