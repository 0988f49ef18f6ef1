import { Table } from '@mantine/core'
import type { UsageSpecification } from '../../shared/usageSpecification'
import { LifecycleBadge } from '../parts/LifecycleBadge'
import { TextLink } from '../parts/TextLink'
import { Time } from '../parts/Time'
import { ScrollFrame } from './ScrollFrame'
import { UsageCount } from './UsageCount'

export function SpecificationTable({ items }: { items: UsageSpecification[] }) {
  return (
    <ScrollFrame label="Specifications" minWidth={860}>
      <Table highlightOnHover verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Name</Table.Th>
            <Table.Th>Version</Table.Th>
            <Table.Th>Lifecycle status</Table.Th>
            <Table.Th ta="right">Characteristics</Table.Th>
            <Table.Th ta="right">Usages</Table.Th>
            <Table.Th>Last update</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map(({ id, name, version, lifecycleStatus, specCharacteristic, lastUpdate }) => (
            <Table.Tr key={id}>
              <Table.Td miw={200} maw={420} style={{ overflowWrap: 'anywhere' }}>
                <TextLink to="/specifications/$id" params={{ id }} fw={600}>
                  {name}
                </TextLink>
              </Table.Td>
              <Table.Td>{version ?? '–'}</Table.Td>
              <Table.Td>
                <LifecycleBadge status={lifecycleStatus} />
              </Table.Td>
              <Table.Td ta="right">{specCharacteristic?.length ?? 0}</Table.Td>
              <Table.Td ta="right">
                <UsageCount id={id} name={name} />
              </Table.Td>
              <Table.Td>
                <Time at={lastUpdate} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollFrame>
  )
}
