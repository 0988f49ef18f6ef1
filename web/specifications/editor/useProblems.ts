import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { containedIds, type Specification } from '../../../shared/checker/specification'
import type { UsageSpecificationCreate } from '../../../shared/usageSpecification'
import { specificationsContained } from '../../api/specificationQueries'
import { problemsCode } from '../../checking/checkerCode'
import { type DraftProblem, findProblems } from './draft/problems'

const none: readonly Specification[] = []

/** The contained specifications of a bundle that exist. */
export function useContained(document: UsageSpecificationCreate): readonly Specification[] {
  const ids = containedIds(document)
  const { data = none } = useQuery({ ...specificationsContained(ids), enabled: ids.length > 0 })
  return ids.length > 0 ? data : none
}

/** The problems of a draft: wrong types at once, all others as soon as the checker's code is loaded. */
export function useProblems(
  document: UsageSpecificationCreate,
  contained: readonly Specification[],
  id: string | undefined,
): DraftProblem[] {
  const { data: code } = useQuery(problemsCode)
  return useMemo(
    () =>
      findProblems(
        document,
        code && ((it, parts) => code.problemsOf(id === undefined ? it : { ...it, id }, parts)),
        contained,
      ),
    [document, code, contained, id],
  )
}
