import { useInfiniteQuery } from '@tanstack/react-query'
import type { UsageSpecificationCreate } from '../../../shared/usageSpecification'
import { specificationRevisions } from '../../api/specificationQueries'
import { ConflictDialog } from '../../edit/ConflictDialog'
import { edit } from '../../messages/edit'
import { editor } from '../../messages/editor'
import { DifferenceList } from '../page/DifferenceList'
import { differencesOf } from '../page/differences'

interface Props {
  id: string
  base: UsageSpecificationCreate
  theirs: UsageSpecificationCreate
  onTake: (choice: { merge: boolean }) => void
  onClose: () => void
}

const words = editor.conflict

/** Shows the changes that someone else has made to the specification since the editor read it. */
export function SpecificationConflict({ id, base, theirs, onTake, onClose }: Props) {
  const { data: revisions } = useInfiniteQuery(specificationRevisions(id))
  return (
    <ConflictDialog
      text={words.text}
      last={revisions?.pages[0]?.revisions[0]}
      size="lg"
      choices={[
        { label: words.wait, onChoose: onClose },
        { label: edit.conflict.discard, onChoose: () => onTake({ merge: false }) },
        { label: edit.conflict.apply, isUsual: true, onChoose: () => onTake({ merge: true }) },
      ]}
      onClose={onClose}
    >
      <DifferenceList items={differencesOf(base, theirs)} />
    </ConflictDialog>
  )
}
