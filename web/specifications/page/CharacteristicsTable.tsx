import type { CharacteristicSpecification } from '../../../shared/usageSpecification'
import { DataTable } from '../../ui/layout/DataTable'
import { characteristicColumns } from './characteristicColumns'

/** The characteristics of a specification. Empty columns are left out. */
export function CharacteristicsTable({ items, label }: { items: CharacteristicSpecification[]; label: string }) {
  const filled = characteristicColumns.filter(({ cell }) => items.some((it) => cell(it)))
  return (
    <DataTable
      label={label}
      items={items}
      minWidth={filled.length * 110}
      columns={filled.map(({ title, cell }) => ({ title, cell: (it: CharacteristicSpecification) => cell(it) || '' }))}
    />
  )
}
