import { Button, Group, Modal, Stack, Table, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { Usage } from '../../../shared/usage'
import { usageRevisions } from '../../api/usageQueries'
import { common } from '../../messages/common'
import { editing } from '../../messages/edit'
import { ValueText } from '../../ui/layout/ValueText'
import table from '../compare/DifferenceTable.module.css'
import { type Change, changesOf, type Draft } from './correction'
import type { Current } from './useCorrection'

interface Props {
  base: Usage
  mine: Draft
  theirs: Current
  onTake: (theirs: Current) => void
  onReapply: (theirs: Current) => void
  onClose: () => void
}

const words = editing.conflict

/** What I made of a usage and what somebody else made of it meanwhile, side by side, and what to do about it. */
export function ConflictDialog({ base, mine, theirs, onTake, onReapply, onClose }: Props) {
  const { data } = useInfiniteQuery(usageRevisions(base.id))
  const by = data?.pages[0]?.revisions[0]?.by
  const changes = changesOf(base, mine, theirs.item)
  return (
    <Modal opened onClose={onClose} size="xl" title={words.title} closeButtonProps={{ 'aria-label': common.close }}>
      <Stack>
        <Text size="sm">
          {changes.length > 0 ? words.text : words.same} {by && words.by(by)}
        </Text>
        {changes.length > 0 && (
          <Table.ScrollContainer
            minWidth={560}
            type="native"
            className={table.frame}
            tabIndex={0}
            role="region"
            aria-label={words.title}
          >
            <Table verticalSpacing={6} className={table.table}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{editing.attribute}</Table.Th>
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
        <Group justify="flex-end" align="flex-start">
          <Choice help={words.takeHelp} label={words.take} onChoose={() => onTake(theirs)} />
          <Choice help={words.reapplyHelp} label={words.reapply} isUsual onChoose={() => onReapply(theirs)} />
        </Group>
      </Stack>
    </Modal>
  )
}

const whose = ({ isConflict, mine, was }: Change): string =>
  isConflict ? `≠ ${words.both}` : JSON.stringify(mine) === JSON.stringify(was) ? words.onlyTheirs : words.onlyMine

function Choice({
  label,
  help,
  isUsual,
  onChoose,
}: {
  label: string
  help: string
  isUsual?: boolean
  onChoose: () => void
}) {
  return (
    <Stack gap={4} maw={240}>
      <Button variant={isUsual ? 'filled' : 'default'} data-autofocus={isUsual} onClick={onChoose}>
        {label}
      </Button>
      <Text size="xs" c="dimmed">
        {help}
      </Text>
    </Stack>
  )
}
