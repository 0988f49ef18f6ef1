import { useQueryClient } from '@tanstack/react-query'
import { useDeferredValue, useMemo, useReducer, useState } from 'react'
import type { UsageSpecification, UsageSpecificationCreate } from '../../../shared/usageSpecification'
import type { Tagged } from '../../api/api'
import { saveSpecification, specificationToChange } from '../../api/specificationQueries'
import { useEdit } from '../../edit/useEdit'
import { draftOf, isUnread, reduce } from './draft/draft'
import { editable, isSame, mergeDocuments, mergePatchOf } from './draft/patch'
import { findStanding, joined } from './draft/problems'
import { useContained, useFindProblems } from './useProblems'

/** A draft of a specification, the document it changes, and its problems. Without `stored` it is a new specification. */
export function useDraft(
  id: string | undefined,
  stored: Tagged<UsageSpecificationCreate> | undefined,
  initial: UsageSpecificationCreate,
) {
  const client = useQueryClient()
  const edit = useEdit<UsageSpecificationCreate, UsageSpecificationCreate, UsageSpecification>({
    start: stored,
    mutation: saveSpecification(id),
    reload: async () => {
      const { document, etag } = await client.fetchQuery(specificationToChange(id ?? ''))
      return { document: editable(document), etag }
    },
  })
  const [draft, dispatch] = useReducer(reduce, initial, draftOf)
  const { document } = draft
  // The input shows the text at once; problems and preview may follow a moment later.
  const settled = useDeferredValue(document)
  const contained = useContained(settled)
  const find = useFindProblems(id)
  const found = useMemo(() => find(settled, contained), [find, settled, contained])
  const { base, refused } = edit
  const standing = refused ? findStanding(refused.problem.invalidAttribute, refused.draft, document) : []
  const before = base?.document ?? initial
  const unread = isUnread(draft)
  return {
    ...edit,
    draft,
    dispatch,
    before,
    settled,
    contained,
    problems: useStable(joined(found, standing)),
    /** The problems of the document as it is now, also while the shown ones are still those of a moment ago. */
    findProblems: () => joined(find(document, contained), standing),
    standing,
    // A refusal of attributes that have all been changed since is out of date.
    refusal:
      refused && refused.problem.invalidAttribute.length > 0 && standing.length === 0 ? undefined : refused?.problem,
    isUnread: unread,
    isChanged: unread || !isSame(document, before),
    save: (onSaved: (saved: UsageSpecification) => void) =>
      edit.save(document, base ? mergePatchOf(base.document, document) : document, onSaved),
    /** Continues with their document; with `merge` my changes are applied to it. Returns the attributes that both have changed. */
    takeOver: (theirs: Tagged<UsageSpecificationCreate>, { merge }: { merge: boolean }) => {
      const merged = merge
        ? mergeDocuments(before, document, theirs.document)
        : { document: theirs.document, conflicts: [] }
      dispatch({ type: 'load', document: merged.document })
      edit.rebase(theirs)
      return merged
    },
  }
}

/** The earlier value as long as the new one is equal, so that components which depend on it are not rendered again. */
function useStable<Value>(value: Value): Value {
  const [kept, setKept] = useState(value)
  if (kept === value || isSame(kept, value)) return kept
  setKept(value)
  return value
}
