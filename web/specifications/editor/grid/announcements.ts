import type { Announcements, UniqueIdentifier } from '@dnd-kit/core'
import { editor } from '../../../messages/editor'

const words = editor.drag

/** The rows as somebody hears of them. */
export interface HeardRows {
  nameOf(id: UniqueIdentifier): string
  /** Counted from one. */
  placeOf(id: UniqueIdentifier): number
  count: number
}

/** What is said to those who drag a row without seeing it. `rows` is asked anew each time. */
export function announcementsFor(rows: () => HeardRows): Announcements {
  // A row that is taken up is over itself: to say so at once would drown that it is held.
  let hasMoved = false
  return {
    onDragStart: ({ active: { id } }) => {
      hasMoved = false
      return words.begun(rows().nameOf(id), rows().placeOf(id), rows().count)
    },
    onDragOver: ({ active: { id }, over }) => {
      if (!over) return words.outside(rows().nameOf(id))
      if (over.id === id && !hasMoved) return undefined
      hasMoved = true
      return words.over(rows().nameOf(id), rows().placeOf(over.id), rows().count)
    },
    onDragEnd: ({ active: { id }, over }) =>
      over
        ? words.dropped(rows().nameOf(id), rows().placeOf(over.id), rows().count)
        : words.cancelled(rows().nameOf(id)),
    onDragCancel: ({ active: { id } }) => words.cancelled(rows().nameOf(id)),
  }
}
