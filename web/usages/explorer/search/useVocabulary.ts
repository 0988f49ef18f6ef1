import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { specificationAll } from '../../../api/specificationQueries'
import { attributesOf } from './attributes'
import type { Vocabulary } from './parseSearchText'

/** The attributes and specifications that can be searched for. Those of TMF635 are available at once, characteristics once they are loaded. */
export function useVocabulary(): Vocabulary {
  const { data } = useQuery({ ...specificationAll, staleTime: 60_000 })
  return useMemo(() => {
    const items = data ?? []
    return { attributes: attributesOf(items), specifications: new Map(items.map(({ id, name }) => [id, name])) }
  }, [data])
}
