import { queryOptions } from '@tanstack/react-query'

/** Loads a module on first use and keeps it. */
const code = <Module>(name: string, queryFn: () => Promise<Module>) =>
  queryOptions({
    queryKey: ['code', name],
    queryFn,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  })

/** Validates usages. */
export const checkerCode = code('checker', () => import('../../shared/checker/checker'))

/** Validates specifications. Contains a regular expression engine. */
export const problemsCode = code('problems', () => import('../../shared/checker/problems'))

/** Parses patterns, with the same engine. */
export const patternCode = code('pattern', () => import('../../shared/checker/patterns'))
