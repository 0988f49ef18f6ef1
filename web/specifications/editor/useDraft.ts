import { useDeferredValue, useReducer, useState } from 'react'
import type { UsageSpecificationCreate } from '../../../shared/usageSpecification'
import type { Base } from './draft/base'
import { draftOf, isUnread, reduce } from './draft/draft'
import { isSame } from './draft/patch'
import { useContained, useProblems } from './useProblems'

/** A draft, what it is a change of, and what is wrong with it. */
export function useDraft(id: string | undefined, stored: Base | undefined, initial: UsageSpecificationCreate) {
  const [draft, dispatch] = useReducer(reduce, initial, draftOf)
  const [base, setBase] = useState(stored)
  // What is typed is shown at once; what follows from it may come a moment later.
  const settled = useDeferredValue(draft.document)
  const contained = useContained(settled)
  const found = useProblems(settled, contained, id)
  const before = base?.document ?? initial
  const unread = isUnread(draft)
  return {
    draft,
    dispatch,
    base,
    setBase,
    before,
    settled,
    contained,
    found,
    isUnread: unread,
    isChanged: unread || !isSame(draft.document, before),
  }
}
