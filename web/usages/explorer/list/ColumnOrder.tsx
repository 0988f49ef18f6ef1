import {
  type Announcements,
  closestCenter,
  DndContext,
  KeyboardSensor,
  PointerSensor,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import {
  arrayMove,
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable'
import { ActionIcon } from '@mantine/core'
import { explorerList } from '../../../messages/explorerList'
import { Icon } from '../../../ui/layout/Icon'
import classes from './ColumnChooser.module.css'
import type { Column } from './columns'

interface Props {
  columns: Column[]
  onOrder(ids: string[]): void
  onRemove(id: string): void
}

const words = explorerList.chooser

/** The shown columns. Reordered by dragging, or with space and the arrow keys. */
export function ColumnOrder({ columns, onOrder, onRemove }: Props) {
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const ids = columns.map(({ id }) => id)
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      accessibility={{
        screenReaderInstructions: { draggable: words.howToMove },
        announcements: announce((id) => columns.find((it) => it.id === id)?.title ?? String(id)),
      }}
      onDragEnd={({ active, over }) =>
        over &&
        active.id !== over.id &&
        onOrder(arrayMove(ids, ids.indexOf(String(active.id)), ids.indexOf(String(over.id))))
      }
    >
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        <ul className={classes.list} aria-label={words.shown}>
          {columns.map((column) => (
            <Item key={column.id} column={column} isLast={columns.length === 1} onRemove={() => onRemove(column.id)} />
          ))}
        </ul>
      </SortableContext>
    </DndContext>
  )
}

/** The announcements for screen readers. */
const announce = (titleOf: (id: UniqueIdentifier) => string): Announcements => ({
  onDragStart: ({ active }) => words.taken(titleOf(active.id)),
  onDragOver: ({ active, over }) =>
    over?.id === undefined ? undefined : words.over(titleOf(active.id), titleOf(over.id)),
  onDragEnd: ({ active, over }) =>
    over?.id === undefined ? words.left(titleOf(active.id)) : words.put(titleOf(active.id), titleOf(over.id)),
  onDragCancel: ({ active }) => words.left(titleOf(active.id)),
})

function Item({ column: { id, title }, isLast, onRemove }: { column: Column; isLast: boolean; onRemove: () => void }) {
  const { attributes, listeners, setNodeRef, transform, transition, isDragging } = useSortable({ id })
  return (
    <li
      ref={setNodeRef}
      className={classes.item}
      data-dragging={isDragging || undefined}
      style={{ transform: transform ? `translateY(${transform.y}px)` : undefined, transition }}
    >
      <button type="button" className={classes.grip} {...attributes} {...listeners} aria-label={words.move(title)}>
        <Icon name="grip" size={15} />
      </button>
      <span className={classes.name}>{title}</span>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={words.remove(title)}
        disabled={isLast}
        onClick={onRemove}
      >
        <Icon name="close" size={13} />
      </ActionIcon>
    </li>
  )
}
