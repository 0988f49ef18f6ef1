import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { specificationAll } from '../../../api/specificationQueries'
import { attributesOf } from './attributes'
import type { Vocabulary } from './parseSearchText'

/** What can be asked for: attributes of TMF635 at once, characteristics and specifications once they are known. */
export function useVocabulary(): Vocabulary {
  const { data } = useQuery({ ...specificationAll, staleTime: 60_000 })
  return useMemo(() => {
    const items = data ?? []
    return { attributes: attributesOf(items), specifications: new Map(items.map(({ id, name }) => [id, name])) }
  }, [data])
}
