import { Button, Checkbox, Modal, NativeSelect, Stack, Table, Text, Textarea } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { CharacteristicSpecification } from '../../../../shared/usageSpecification'
import { attributeName } from '../../../messages/attributeNames'
import { common } from '../../../messages/common'
import { importing as words } from '../../../messages/import'
import { DialogActions } from '../../../ui/input/DialogActions'
import { Truncate } from '../../../ui/layout/Truncate'
import { characteristicsOf, guess, type Meaning, meanings } from './sheet'
import { readTable } from './table'

interface Props {
  /** The text that was already pasted. */
  text: string
  onAdd: (characteristics: CharacteristicSpecification[]) => void
  onClose: () => void
}

const shownRows = 8

/** Imports a pasted table: the user assigns a meaning to each column; each row becomes a characteristic. */
export function SheetDialog({ text: pasted, onAdd, onClose }: Props) {
  const [text, setText] = useState(pasted)
  const table = useMemo(() => readTable(text), [text])
  const guessed = useMemo(() => guess(table), [table])
  /** The user's changes of the guess, and the table that they belong to. */
  const [decided, setDecided] = useState<{ of: string[][]; hasHeadings: boolean; columns: Meaning[] }>()
  const { hasHeadings, columns } = decided?.of === table ? decided : guessed
  const rows = hasHeadings ? table.slice(1) : table
  const characteristics = useMemo(() => characteristicsOf(rows, columns), [rows, columns])
  const decide = (change: Partial<typeof guessed>) => setDecided({ of: table, hasHeadings, columns, ...change })
  // Only one column has each meaning.
  const mean = (at: number, meaning: Meaning) =>
    decide({ columns: columns.map((it, index) => (index === at ? meaning : it === meaning ? 'ignore' : it)) })
  const add = () => {
    onAdd(characteristics)
    onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.tableTitle}
      size="min(1100px, 96vw)"
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <Stack>
        <Textarea
          data-autofocus
          label={words.tableLabel}
          description={words.tableText}
          placeholder={words.tablePlaceholder}
          autosize
          minRows={4}
          maxRows={10}
          spellCheck={false}
          styles={{
            input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.82rem', whiteSpace: 'pre' },
          }}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {table.length > 0 && (
          <>
            <Checkbox
              label={words.headings}
              checked={hasHeadings}
              onChange={(event) => decide({ hasHeadings: event.currentTarget.checked })}
            />
            <Table.ScrollContainer minWidth={columns.length * 140} type="native">
              <Table verticalSpacing={4} fz="sm" withTableBorder>
                <Table.Thead>
                  <Table.Tr>
                    {columns.map((meaning, at) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: columns have no identity but their place
                      <Table.Th key={at}>
                        <NativeSelect
                          size="xs"
                          aria-label={words.means(at + 1)}
                          data={choices}
                          value={meaning}
                          onChange={(event) => mean(at, event.currentTarget.value as Meaning)}
                        />
                      </Table.Th>
                    ))}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {rows.slice(0, shownRows).map((row, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
                    <Table.Tr key={index}>
                      {columns.map((meaning, at) => (
                        // biome-ignore lint/suspicious/noArrayIndexKey: as above
                        <Table.Td key={at} c={meaning === 'ignore' ? 'dimmed' : undefined}>
                          <Truncate>{row[at] ?? ''}</Truncate>
                        </Table.Td>
                      ))}
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          </>
        )}
        <DialogActions
          aside={
            <Text size="sm" c="dimmed" role="status">
              {table.length > 0 && words.rows(rows.length, characteristics.length)}
              {rows.length > shownRows && ` (${words.moreRows(rows.length - shownRows)})`}
            </Text>
          }
        >
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button disabled={characteristics.length === 0} onClick={add}>
            {words.add(characteristics.length)}
          </Button>
        </DialogActions>
      </Stack>
    </Modal>
  )
}

const choices = meanings.map((value) => ({ value, label: value === 'ignore' ? words.ignore : attributeName(value) }))
