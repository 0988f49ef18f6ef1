import type { Announcements, UniqueIdentifier } from '@dnd-kit/core'
import { editor } from '../../../messages/editor'

const words = editor.drag

/** A row as announced to screen readers. */
export interface HeardRows {
  nameOf(id: UniqueIdentifier): string
  /** Starts at 1. */
  placeOf(id: UniqueIdentifier): number
  count: number
}

/** Announcements for screen readers while a row is dragged. `rows` is called each time. */
export function announcementsFor(rows: () => HeardRows): Announcements {
  // A row that is picked up is over itself: announcing that would hide that it is picked up.
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
