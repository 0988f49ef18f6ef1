import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { type Dispatch, useMemo } from 'react'
import { attributeName } from '../../messages/attributeNames'
import { editor } from '../../messages/editor'
import { EmptyState } from '../../parts/EmptyState'
import { Icon } from '../../parts/Icon'
import { CharacteristicGrid } from '../grid/CharacteristicGrid'
import { addId, useGrid } from '../grid/useGrid'
import { type Action, type Draft, rowsOf } from './draft'
import type { Edit } from './edit'
import type { DraftProblem } from './problems'
import type { Folds } from './useFolds'

interface Props {
  draft: Draft
  dispatch: Dispatch<Action>
  edit: Edit
  folds: Folds
}

const words = editor.characteristics

/** What each usage says: the grid, and the ways to fill it. */
export function CharacteristicsSection({ draft, dispatch, edit, folds }: Props) {
  const rows = useMemo(() => rowsOf(draft), [draft])
  const rowsDraft = {
    rows,
    onRows: (change: Extract<Action, { type: 'rows' }>['change'], mark?: string) => dispatch({ type: 'rows', change, ...(mark && { mark }) }),
    onUndo: () => dispatch({ type: 'undo' }),
  }
  const grid = useGrid(rowsDraft, { has: folds.isOpen, toggle: folds.toggle })
  const problems = useMemo(() => byRow(edit.problems), [edit.problems])
  return (
    <Stack gap="sm" component="section" aria-label={attributeName('specCharacteristic')}>
      <Group justify="space-between" align="flex-end" gap="sm">
        <div>
          <Title order={2}>{attributeName('specCharacteristic')}</Title>
          <Text c="dimmed" size="sm">
            {words.text}
          </Text>
        </div>
        <Group gap="xs">
          <Button id={addId} size="xs" leftSection={<Icon name="plus" size={15} />} onClick={() => grid.add()}>
            {words.add}
          </Button>
        </Group>
      </Group>
      {rows.length === 0 ? (
        <EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>
      ) : (
        <CharacteristicGrid {...rowsDraft} grid={grid} problems={problems} isOpen={folds.isOpen} edit={edit} onPasteTable={() => {}} />
      )}
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
