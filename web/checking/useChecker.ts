import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Checker } from '../../shared/checker/checker'
import type { Specification, SpecificationProblem } from '../../shared/checker/specification'
import { checkerCode } from './checkerCode'

/** The checker of a specification, or the state of loading it. */
export type Checking =
  | { state: 'loading' }
  | { state: 'ready'; checker: Checker }
  | { state: 'problems'; problems: SpecificationProblem[] }

const loading: Checking = { state: 'loading' }
const none: readonly Specification[] = []

/**
 * The server's checker, loaded on first use. It is compiled once per specification, as long as the specification and the contained
 * specifications are the same objects.
 */
export function useChecker(
  specification: Specification | undefined,
  contained: readonly Specification[] = none,
): Checking {
  const { data: code } = useQuery({ ...checkerCode, throwOnError: true })
  return useMemo(
    () => (code && specification ? compiled(code, specification, contained) : loading),
    [code, specification, contained],
  )
}

type Code = typeof import('../../shared/checker/checker')

const known = new WeakMap<Specification, { contained: readonly Specification[]; checking: Checking }>()

function compiled(code: Code, specification: Specification, contained: readonly Specification[]): Checking {
  const before = known.get(specification)
  if (
    before &&
    before.contained.length === contained.length &&
    before.contained.every((it, at) => it === contained[at])
  )
    return before.checking
  const checking = compile(code, specification, contained)
  known.set(specification, { contained, checking })
  return checking
}

function compile(
  { compile, SpecificationError }: Code,
  specification: Specification,
  contained: readonly Specification[],
): Checking {
  try {
    return { state: 'ready', checker: compile(specification, contained) }
  } catch (thrown) {
    if (!(thrown instanceof SpecificationError)) throw thrown
    return { state: 'problems', problems: thrown.problems }
  }
}
