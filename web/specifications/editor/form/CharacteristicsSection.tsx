import { Group, Stack, Text, Title } from '@mantine/core'
import { type Dispatch, lazy, Suspense, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import type { CharacteristicSpecification } from '../../../../shared/usageSpecification'
import { attributeName } from '../../../messages/attributeNames'
import { editor } from '../../../messages/editor'
import { EmptyState } from '../../../ui/feedback/EmptyState'
import { type Action, type Draft, rowsOf } from '../draft/draft'
import type { Edit } from '../draft/edit'
import type { DraftProblem } from '../draft/problems'
import { insertNamed } from '../draft/rows'
import { CharacteristicGrid } from '../grid/CharacteristicGrid'
import { focusCell, useGrid } from '../grid/useGrid'
import type { Folds } from '../useFolds'
import { AddButtons, type Adding } from './AddButtons'

const TemplatesDialog = lazy(() => import('../import/TemplatesDialog').then((it) => ({ default: it.TemplatesDialog })))
const SampleDialog = lazy(() => import('../import/SampleDialog').then((it) => ({ default: it.SampleDialog })))
const SheetDialog = lazy(() => import('../import/SheetDialog').then((it) => ({ default: it.SheetDialog })))

interface Props {
  draft: Draft
  dispatch: Dispatch<Action>
  edit: Edit
  folds: Folds
}

const words = editor.characteristics

/** The grid of characteristics, and the dialogs that import them. */
export function CharacteristicsSection({ draft, dispatch, edit, folds }: Props) {
  const rows = useMemo(() => rowsOf(draft), [draft])
  const rowsDraft = {
    rows,
    onRows: (change: Extract<Action, { type: 'rows' }>['change'], mark?: string) =>
      dispatch({ type: 'rows', change, ...(mark && { mark }) }),
  }
  const grid = useGrid(rowsDraft, { has: folds.isOpen, toggle: folds.toggle })
  const problems = useMemo(() => byRow(edit.problems), [edit.problems])
  const [adding, setAdding] = useState<Adding>()
  const names = rows.flatMap(({ it }) => it.name || [])
  const add = (characteristics: CharacteristicSpecification[]) => {
    flushSync(() => rowsDraft.onRows((all) => insertNamed(all, characteristics)))
    // After the dialog has closed and returned the focus.
    requestAnimationFrame(() => requestAnimationFrame(() => focusCell(rows.length, 'name')))
  }
  const dialog = { names, onAdd: add, onClose: () => setAdding(undefined) }
  return (
    <Stack gap="sm" component="section" aria-label={attributeName('specCharacteristic')}>
      <Group justify="space-between" align="flex-end" gap="sm">
        <div>
          <Title order={2}>{attributeName('specCharacteristic')}</Title>
          <Text c="dimmed" size="sm">
            {words.text}
          </Text>
        </div>
        <AddButtons
          onAdd={grid.actions.add}
          onChoose={setAdding}
          onCopy={rows.length > 0 ? grid.actions.copyAll : undefined}
        />
      </Group>
      {rows.length === 0 ? (
        <EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>
      ) : (
        <CharacteristicGrid
          {...rowsDraft}
          grid={grid}
          problems={problems}
          isOpen={folds.isOpen}
          edit={edit}
          onPasteTable={(text) => setAdding({ by: 'table', text })}
        />
      )}
      <Suspense>
        {adding?.by === 'templates' && <TemplatesDialog {...dialog} />}
        {adding?.by === 'sample' && <SampleDialog {...dialog} />}
        {adding?.by === 'table' && <SheetDialog {...dialog} text={adding.text ?? ''} />}
      </Suspense>
    </Stack>
  )
}

function byRow(problems: readonly DraftProblem[]): DraftProblem[][] {
  const rows: DraftProblem[][] = []
  for (const problem of problems) {
    const { row } = problem.place
    if (row !== undefined) rows[row] = [...(rows[row] ?? []), problem]
  }
  return rows
}
