import type { Problem } from '../../api/api'
import { editing } from '../../messages/edit'
import { ProblemSummary, type SummaryItem } from '../../ui/feedback/ProblemSummary'
import { entryId } from '../form/field'
import { fieldId, placeOf } from './problems'
import { saveBlockersId, type useCorrection } from './useCorrection'

type Correction = ReturnType<typeof useCorrection>

/** What keeps a usage from being saved, or from being recycled, as far as it can be told before it is sent. */
export function saveBlockersOf(
  attempt: 'save' | 'recycle',
  { draft, broken, fresh, becomes, problems }: Correction,
): SummaryItem[] {
  // What was broken before may be mended step by step; what is recycled must keep all rules.
  const rules = attempt === 'recycle' ? broken : becomes ? [] : fresh
  return [
    ...problems.map(({ path, message }) => ({
      text: `${placeOf(path, draft)} ${message}`,
      onChoose: toField(fieldId(path, draft)),
    })),
    ...rules.map(({ characteristic, message }) => ({
      text: message,
      onChoose: toField(characteristic === undefined ? undefined : entryId(characteristic)),
    })),
  ]
}

const toField = (id: string | undefined) => (id === undefined ? undefined : () => document.getElementById(id)?.focus())

interface Props {
  attempt: 'save' | 'recycle' | undefined
  items: SummaryItem[]
  /** Why the server did not take it. */
  refused: Problem | undefined
}

/** Why nothing was saved, with a way to each place. */
export function SaveBlockers({ attempt, items, refused }: Props) {
  if (refused && items.length === 0)
    return <ProblemSummary id={saveBlockersId} title={refused.reason} message={refused.message} items={[]} />
  if (items.length === 0) return null
  return (
    <ProblemSummary
      id={saveBlockersId}
      title={refused?.reason ?? (attempt === 'recycle' ? editing.notRecycled : editing.notSent)}
      items={items}
    />
  )
}
