import type { UsageSpecification } from '../../shared/usageSpecification'
import { type Column, DataTable } from '../parts/DataTable'
import { LifecycleBadge } from '../parts/LifecycleBadge'
import { TextLink } from '../parts/TextLink'
import { Time } from '../parts/Time'
import { UsageCount } from './UsageCount'

const columns: Column<UsageSpecification>[] = [
  {
    title: 'Name',
    cell: ({ id, name }) => (
      <TextLink to="/specifications/$id" params={{ id }} fw={600}>
        {name}
      </TextLink>
    ),
  },
  { title: 'Version', cell: ({ version }) => version },
  { title: 'Lifecycle status', cell: ({ lifecycleStatus }) => <LifecycleBadge status={lifecycleStatus} /> },
  { title: 'Characteristics', isNumber: true, cell: ({ specCharacteristic }) => specCharacteristic?.length ?? 0 },
  { title: 'Usages', isNumber: true, cell: ({ id, name }) => <UsageCount id={id} name={name} /> },
  { title: 'Last update', cell: ({ lastUpdate }) => <Time at={lastUpdate} /> },
]

/** Specifications, one a row. Its name leads to it. */
export function SpecificationTable({ items }: { items: UsageSpecification[] }) {
  return <DataTable label="Specifications" items={items} minWidth={860} columns={columns} />
}
