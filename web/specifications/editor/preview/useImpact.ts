import { useRef, useState } from 'react'
import type { TrialLine, TrialRequest } from '../../../../shared/api/trial'
import type { UsageSpecificationCreate } from '../../../../shared/usageSpecification'
import { linesOf, Problem } from '../../../api/api'
import { conditionsOf, queryOf, type Scope } from './impact'

export interface Impact {
  /** The draft that is checked. */
  document: UsageSpecificationCreate
  state: 'running' | 'stopped' | 'done' | 'failed'
  line: TrialLine
  error?: Error
}

const begin: TrialLine = { checked: 0, passed: 0, failed: 0, done: false }

/** Asks the server to check stored usages against a draft, and follows its progress. */
export function useImpact(id: string) {
  const [impact, setImpact] = useState<Impact>()
  const running = useRef<AbortController>(undefined)
  const start = async (document: UsageSpecificationCreate, scope: Scope) => {
    running.current?.abort()
    const controller = new AbortController()
    running.current = controller
    const tell = (change: Partial<Impact>) =>
      running.current === controller &&
      setImpact((before) => ({
        document,
        state: 'running',
        line: begin,
        ...(before?.document === document ? before : {}),
        ...change,
      }))
    setImpact({ document, state: 'running', line: begin })
    try {
      const lines = linesOf<TrialLine>(
        `usageSpecification/${encodeURIComponent(id)}/test`,
        { query: queryOf(conditionsOf(scope, Date.now())), usageSpecification: document } satisfies TrialRequest,
        controller.signal,
      )
      for await (const line of lines) tell({ line, ...(line.done && { state: 'done' }) })
      // A stream without its last line was interrupted.
      tell({})
      setImpact((now) =>
        now?.state === 'running' && running.current === controller ? { ...now, state: 'failed', error: cut } : now,
      )
    } catch (thrown) {
      if (controller.signal.aborted) tell({ state: 'stopped' })
      else tell({ state: 'failed', error: thrown instanceof Error ? thrown : cut })
    }
  }
  return { impact, start, stop: () => running.current?.abort() }
}

const cut = new Problem(0, {
  code: 'interrupted',
  reason: 'The answer ended too early',
  message: 'Try again, or ask for less.',
})
