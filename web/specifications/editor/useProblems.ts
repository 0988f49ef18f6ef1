import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
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

/** Finds the problems of a draft: wrong types at once, all others as soon as the checker's code is loaded. */
export function useFindProblems(id: string | undefined) {
  const { data: code } = useQuery(problemsCode)
  return useCallback(
    (document: UsageSpecificationCreate, contained: readonly Specification[]): DraftProblem[] =>
      findProblems(
        document,
        code && ((it, parts) => code.problemsOf(id === undefined ? it : { ...it, id }, parts)),
        contained,
      ),
    [code, id],
  )
}
