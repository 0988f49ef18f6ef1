import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable'
import { VisuallyHidden } from '@mantine/core'
import { type ClipboardEvent, type CSSProperties, type FocusEvent, useMemo, useRef, useState } from 'react'
import { attributeName } from '../../../messages/attributeNames'
import { editor } from '../../../messages/editor'
import { cells } from '../draft/cells'
import type { Edit } from '../draft/edit'
import type { DraftProblem } from '../draft/problems'
import { move, runsOf } from '../draft/rows'
import { announcementsFor, type HeardRows } from './announcements'
import { gridColumns, isAttribute, minWidth, template } from './columns'
import { GridRow } from './GridRow'
import { GroupRow } from './GroupRow'
import classes from './grid.module.css'
import { pressKey } from './gridKeys'
import type { RowsDraft, useGrid } from './useGrid'

interface Props extends RowsDraft {
  grid: ReturnType<typeof useGrid>
  /** One key per row, in order. */
  problems: readonly (readonly DraftProblem[])[]
  isOpen: (key: number) => boolean
  edit: Edit
  /** Called when several cells of a spreadsheet are pasted. */
  onPasteTable: (text: string) => void
}

const cellPattern = /^cell-(\d+)-(\w+)$/
const none: readonly DraftProblem[] = []
// Stable objects, so that rows are not rendered again.
const pointer = { activationConstraint: { distance: 4 } }
const keyboard = { coordinateGetter: sortableKeyboardCoordinates }

/** The characteristics as rows that are edited like a spreadsheet. */
export function CharacteristicGrid({ rows, onRows, grid, problems, isOpen, edit, onPasteTable }: Props) {
  const { editing, menu, active, setActive, actions } = grid
  const frame = useRef<HTMLDivElement>(null)
  const isDragging = useRef(false)
  const sensors = useSensors(useSensor(PointerSensor, pointer), useSensor(KeyboardSensor, keyboard))
  const order = rows.map(({ key }) => key + 1).join(' ')
  // Stable while the order is the same, so that a change in one row does not render the others.
  const ids = useMemo(() => order.split(' ').map(Number), [order])
  const names = useMemo(() => rows.flatMap(({ it }) => it.name || []), [rows])
  const runs = useMemo(() => runsOf(rows), [rows])
  const groupText = JSON.stringify([...new Set(runs.flatMap(({ group }) => group || []))])
  const groups: string[] = useMemo(() => JSON.parse(groupText), [groupText])
  const heard = useRef<HeardRows>({ nameOf: String, placeOf: () => 0, count: 0 })
  heard.current = {
    nameOf: (id) => rows.find(({ key }) => key + 1 === id)?.it.name || editor.grid.noName,
    placeOf: (id) => ids.indexOf(Number(id)) + 1,
    count: ids.length,
  }
  const [announcements] = useState(() => announcementsFor(() => heard.current))
  const drop = ({ active, over }: DragEndEvent) => {
    isDragging.current = false
    const [from, to] = [ids.indexOf(Number(active.id)), ids.indexOf(Number(over?.id))]
    if (from >= 0 && to >= 0) onRows((all) => move(all, from, to))
  }
  // Roving tabindex: Tab leads to the last focused cell.
  const enter = ({ target }: FocusEvent) => {
    const [, row, column = ''] = cellPattern.exec(target.id) ?? []
    if (row) setActive({ row: Number(row), column })
  }
  const paste = (event: ClipboardEvent) => {
    const [, place, column = ''] = cellPattern.exec((event.target as Element).id) ?? []
    const text = event.clipboardData.getData('text/plain').trimEnd()
    const row = rows[Number(place)]
    if (editing || !row || text === '') return
    event.preventDefault()
    if (/[\t\n]/.test(text)) onPasteTable(text)
    else if (isAttribute(column)) actions.change(row.key, cells[column].write(row.it, text), `${row.key} ${column}`)
  }
  const copy = (event: ClipboardEvent) => {
    const [, place, column = ''] = cellPattern.exec((event.target as Element).id) ?? []
    const row = rows[Number(place)]
    if (editing || !row || !isAttribute(column)) return
    event.clipboardData.setData('text/plain', cells[column].read(row.it))
    event.preventDefault()
  }
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      accessibility={{ announcements, screenReaderInstructions: { draggable: editor.drag.instructions } }}
      onDragStart={() => {
        isDragging.current = true
      }}
      onDragCancel={() => {
        isDragging.current = false
      }}
      onDragEnd={drop}
    >
      <div className={classes.scroller} ref={frame}>
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its cells are written in place and have the arrow keys, which is what a grid is
          role="grid"
          aria-label={attributeName('specCharacteristic')}
          aria-description={editor.grid.keys}
          className={classes.grid}
          style={{ '--columns': template, minWidth } as CSSProperties}
          onKeyDown={(event) => !editing && !isDragging.current && pressKey(event, rows, actions)}
          onFocus={enter}
          onPaste={paste}
          onCopy={copy}
        >
          <thead className={classes.header}>
            <tr className={classes.row}>
              {gridColumns.map((name) => (
                <th
                  key={name}
                  scope="col"
                  className={`${classes.heading} ${name === 'name' ? classes.nameHeading : ''}`}
                  title={editor.grid.explained[name]}
                >
                  {isAttribute(name) ? attributeName(name) : <VisuallyHidden>{editor.grid.tools[name]}</VisuallyHidden>}
                </th>
              ))}
            </tr>
          </thead>
          <SortableContext items={ids} strategy={verticalListSortingStrategy}>
            {rows.map((row, at) => {
              const run = runs.find(({ from }) => from === at)
              return [
                run && (run.group !== '' || at > 0) && (
                  <GroupRow key={`${row.key} ${run.group}`} run={run} onChange={actions.rows} onAdd={actions.add} />
                ),
                <GridRow
                  key={row.key}
                  row={row}
                  at={at}
                  editing={editing?.key === row.key ? editing : undefined}
                  active={at === Math.min(active.row, rows.length - 1) ? active.column : undefined}
                  problems={problems[at] ?? none}
                  isOpen={isOpen(row.key)}
                  hasMenu={menu === row.key}
                  actions={actions}
                  edit={isOpen(row.key) ? edit : undefined}
                  names={names}
                  groups={groups}
                />,
              ]
            })}
          </SortableContext>
        </table>
      </div>
    </DndContext>
  )
}
