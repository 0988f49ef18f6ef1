import { Table } from '@mantine/core'
import type { CharacteristicSpecification } from '../../shared/usageSpecification'
import { characteristicColumns } from './characteristicColumns'
import { ScrollFrame } from './ScrollFrame'

/** What each usage of a specification says. Columns that nothing fills are left out. */
export function CharacteristicsTable({ items }: { items: CharacteristicSpecification[] }) {
  const rows = items.map((it) => characteristicColumns.map(({ show }) => show(it)))
  const filled = characteristicColumns.map((column, at) => ({ ...column, at })).filter(({ at }) => rows.some((row) => row[at]))
  return (
    <ScrollFrame label="Characteristics" minWidth={filled.length * 110}>
      <Table verticalSpacing="sm" aria-label="Characteristics">
        <Table.Thead>
          <Table.Tr>
            {filled.map(({ label }) => (
              <Table.Th key={label}>{label}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: names may be missing or twice, and the rows never move
            <Table.Tr key={index} style={{ verticalAlign: 'top' }}>
              {filled.map(({ label, at, width }) => (
                <Table.Td key={label} miw={width} maw={360} style={{ overflowWrap: width ? 'anywhere' : 'normal' }}>
                  {row[at]}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollFrame>
  )
}
