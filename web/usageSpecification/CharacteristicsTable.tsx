import { Code, Group, Stack, Table, Text } from '@mantine/core'
import type { CharacteristicSpecification } from '../../shared/usageSpecification'
import { ScrollFrame } from './ScrollFrame'
import { distinct, sayCardinality, sayRange, sayValue } from './words'

const headings = ['Name', 'Type', 'Occurs', 'Allowed values', 'Range', 'Unit', 'Pattern', 'Default', 'Unique']

/** What each usage of a specification says. */
export function CharacteristicsTable({ items }: { items: CharacteristicSpecification[] }) {
  return (
    <ScrollFrame label="Characteristics" minWidth={1100}>
      <Table verticalSpacing="sm" aria-label="Characteristics" style={{ overflowWrap: 'anywhere' }}>
        <Table.Thead>
          <Table.Tr>
            {headings.map((heading) => (
              <Table.Th key={heading}>{heading}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((it, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: names may be missing or twice, and the rows never move
            <Row key={at} it={it} />
          ))}
        </Table.Tbody>
      </Table>
    </ScrollFrame>
  )
}

function Row({ it }: { it: CharacteristicSpecification }) {
  const specs = it.characteristicValueSpecification ?? []
  const allowed = specs.filter((spec) => spec.value !== undefined)
  const patterns = distinct([it.regex, ...specs.map((spec) => spec.regex)])
  return (
    <Table.Tr style={{ verticalAlign: 'top' }}>
      <Table.Th scope="row" fw={400} miw={220} maw={360}>
        <Text fw={600} size="sm">
          {it.name ?? '–'}
        </Text>
        {it.description && (
          <Text c="dimmed" size="sm">
            {it.description}
          </Text>
        )}
      </Table.Th>
      <Table.Td>{it.valueType ?? distinct(specs.map((spec) => spec.valueType)).join(', ')}</Table.Td>
      <Table.Td miw={90}>{sayCardinality(it)}</Table.Td>
      <Table.Td maw={280}>
        <Group gap={4}>
          {allowed.map((spec) => (
            <Code key={sayValue(spec.value)}>{sayValue(spec.value)}</Code>
          ))}
        </Group>
        {allowed.length > 0 && it.extensible && (
          <Text c="dimmed" size="sm">
            and others
          </Text>
        )}
      </Table.Td>
      <Table.Td miw={130}>{distinct(specs.map(sayRange)).join('; ')}</Table.Td>
      <Table.Td>{distinct(specs.map((spec) => spec.unitOfMeasure)).join(', ')}</Table.Td>
      <Table.Td maw={240}>
        <Stack gap={4} align="flex-start">
          {patterns.map((pattern) => (
            <Code key={pattern}>{pattern}</Code>
          ))}
        </Stack>
      </Table.Td>
      <Table.Td>{distinct(allowed.filter((spec) => spec.isDefault).map((spec) => sayValue(spec.value))).join(', ')}</Table.Td>
      <Table.Td>{it.isUnique ? 'unique' : ''}</Table.Td>
    </Table.Tr>
  )
}
