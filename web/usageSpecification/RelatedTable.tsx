import { Table, Title } from '@mantine/core'
import { ScrollFrame } from './ScrollFrame'
import { sayValue } from './words'

interface Column {
  name: string
  label: string
}

interface Props {
  title: string
  items: object[] | undefined
  columns: Column[]
}

/** What a specification refers to. Columns that nothing fills are left out, and so is the table when there is nothing. */
export function RelatedTable({ title, items = [], columns }: Props) {
  const rows = items.map((item) => new Map(Object.entries(item).map(([name, value]) => [name, sayValue(value)])))
  const filled = columns.filter(({ name }) => rows.some((row) => row.get(name)))
  if (rows.length === 0) return null
  return (
    <section>
      <Title order={2} mb="sm">
        {title}
      </Title>
      <ScrollFrame label={title} minWidth={filled.length * 110}>
        <Table verticalSpacing="sm" aria-label={title} style={{ overflowWrap: 'break-word' }}>
          <Table.Thead>
            <Table.Tr>
              {filled.map(({ name, label }) => (
                <Table.Th key={name}>{label}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: ids may be twice, and the rows never move
              <Table.Tr key={at}>
                {filled.map(({ name }) => (
                  <Table.Td key={name}>{row.get(name) ?? '–'}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollFrame>
    </section>
  )
}
