import { queryOptions } from '@tanstack/react-query'

/** Code that is fetched when it is first needed, and kept. */
const code = <Module>(name: string, queryFn: () => Promise<Module>) =>
  queryOptions({
    queryKey: ['code', name],
    queryFn,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  })

/** What checks usages: of use only where one is looked at or written. */
export const checkerCode = code('checker', () => import('../../shared/checker/checker'))

/** What judges specifications. It brings an engine for regular expressions. */
export const problemsCode = code('problems', () => import('../../shared/checker/problems'))

/** What reads patterns, with the same engine. */
export const patternCode = code('pattern', () => import('../../shared/checker/patterns'))
