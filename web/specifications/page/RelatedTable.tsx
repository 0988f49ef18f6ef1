import { DataTable } from '../../ui/layout/DataTable'
import { Section } from '../../ui/layout/Section'
import { sayValue } from './words'

interface Props {
  title: string
  items: object[] | undefined
  columns: { name: string; label: string }[]
}

/** The references of a specification. Empty columns, and an empty table, are left out. */
export function RelatedTable({ title, items = [], columns }: Props) {
  const rows = items.map((item) => new Map(Object.entries(item).map(([name, value]) => [name, sayValue(value)])))
  const filled = columns.filter(({ name }) => rows.some((row) => row.get(name)))
  if (rows.length === 0) return null
  return (
    <Section title={title}>
      <DataTable
        label={title}
        items={rows}
        minWidth={filled.length * 130}
        columns={filled.map(({ name, label }) => ({ title: label, cell: (row: Map<string, string>) => row.get(name) }))}
      />
    </Section>
  )
}
