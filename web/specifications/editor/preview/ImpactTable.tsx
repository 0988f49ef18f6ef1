import { Anchor, Group, Table, Text } from '@mantine/core'
import type { BrokenByRule } from '../../../../shared/api/trial'
import { base } from '../../../api/base'
import { formatNumber } from '../../../messages/format'
import { preview } from '../../../messages/preview'
import { Icon } from '../../../ui/layout/Icon'

const words = preview.impact

/** Counts of broken rules, with example usages. The usages open in a new tab, so that the draft stays open. */
export function ImpactTable({ rows }: { rows: readonly BrokenByRule[] }) {
  return (
    <Table.ScrollContainer minWidth={360} type="native">
      <Table fz="sm" verticalSpacing={6} aria-label={words.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.columns.rule}</Table.Th>
            <Table.Th ta="end">{words.columns.count}</Table.Th>
            <Table.Th>{words.columns.sample}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ rule, characteristic, count, sample }) => (
            <Table.Tr key={`${rule} ${characteristic}`}>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>
                <b>{characteristic}</b> {preview.codes[rule] ?? rule}
              </Table.Td>
              <Table.Td ta="end" style={{ fontVariantNumeric: 'tabular-nums' }}>
                {formatNumber(count)}
              </Table.Td>
              <Table.Td>
                <Group gap={6}>
                  {sample.map((id) => (
                    <Anchor
                      key={id}
                      href={`${base}/usages/${encodeURIComponent(id)}`}
                      target="_blank"
                      rel="noreferrer"
                      size="sm"
                      title={words.usage(id)}
                    >
                      …{id.slice(-5)}
                    </Anchor>
                  ))}
                  <Text span c="dimmed">
                    <Icon name="external" size={13} />
                  </Text>
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
