import type { Announcements, DndContextProps, UniqueIdentifier } from '@dnd-kit/core'
import { editor } from '../../messages/editor'

const words = editor.drag

/** What is said to those who drag a row without seeing it. */
export function announcementsFor(nameOf: (id: unknown) => string, placeOf: (id: UniqueIdentifier) => number, count: number): DndContextProps['accessibility'] {
  const announcements: Announcements = {
    onDragStart: ({ active }) => words.begun(nameOf(active.id), placeOf(active.id), count),
    onDragOver: ({ active, over }) => (over ? words.over(nameOf(active.id), placeOf(over.id), count) : words.outside(nameOf(active.id))),
    onDragEnd: ({ active, over }) => (over ? words.dropped(nameOf(active.id), placeOf(over.id), count) : words.cancelled(nameOf(active.id))),
    onDragCancel: ({ active }) => words.cancelled(nameOf(active.id)),
  }
  return { announcements, screenReaderInstructions: { draggable: words.instructions } }
}
