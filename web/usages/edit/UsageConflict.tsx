import { Table } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { Usage } from '../../../shared/usage'
import { usageRevisions } from '../../api/usageQueries'
import { ConflictDialog } from '../../edit/ConflictDialog'
import { correction } from '../../messages/correction'
import { edit } from '../../messages/edit'
import { ValueText } from '../../ui/layout/ValueText'
import table from '../compare/DifferenceTable.module.css'
import { type Change, changesOf, type Draft } from './correction'

interface Props {
  base: Usage
  mine: Draft
  theirs: Usage
  onTake: () => void
  onReapply: () => void
  onClose: () => void
}

const words = correction.conflict

/** Shows my changes of a usage beside the changes that someone else has saved since. */
export function UsageConflict({ base, mine, theirs, onTake, onReapply, onClose }: Props) {
  const { data } = useInfiniteQuery(usageRevisions(base.id))
  const changes = changesOf(base, mine, theirs)
  return (
    <ConflictDialog
      text={changes.length > 0 ? words.text : words.same}
      last={data?.pages[0]?.revisions[0]}
      size="xl"
      choices={[
        { label: edit.conflict.discard, help: words.discardHelp, onChoose: onTake },
        { label: edit.conflict.apply, help: words.applyHelp, isUsual: true, onChoose: onReapply },
      ]}
      onClose={onClose}
    >
      {changes.length > 0 && (
        <Table.ScrollContainer
          minWidth={560}
          type="native"
          className={table.frame}
          tabIndex={0}
          role="region"
          aria-label={words.label}
        >
          <Table verticalSpacing={6} className={table.table}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{correction.attribute}</Table.Th>
                <Table.Th className={table.mark}>{words.mark}</Table.Th>
                <Table.Th>{words.was}</Table.Th>
                <Table.Th>{words.mine}</Table.Th>
                <Table.Th>{words.theirs}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {changes.map((it) => (
                <Table.Tr key={`${it.part} ${it.label}`} data-differs={it.isConflict || undefined}>
                  <Table.Th scope="row">{it.label}</Table.Th>
                  <Table.Td className={table.mark}>{whose(it)}</Table.Td>
                  {[it.was, it.mine, it.theirs].map((value, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: the three columns
                    <Table.Td key={at}>{value === undefined ? '–' : <ValueText value={value} />}</Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </ConflictDialog>
  )
}

const whose = ({ isConflict, mine, was }: Change): string =>
  isConflict ? `≠ ${words.both}` : JSON.stringify(mine) === JSON.stringify(was) ? words.onlyTheirs : words.onlyMine
