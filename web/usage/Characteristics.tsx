import { Text } from '@mantine/core'
import type { UsageCharacteristic } from '../../shared/usage'
import type { CharacteristicSpecification, UsageSpecification } from '../../shared/usageSpecification'
import { DataTable } from '../parts/DataTable'
import { OthersOfEach } from '../parts/OthersOfEach'
import { othersOf } from '../parts/others'
import { ValueText } from '../parts/ValueText'

/** The named values of a usage, with what the specification says of them where it is known. */
export function Characteristics({ items, specification }: { items: UsageCharacteristic[]; specification: UsageSpecification | undefined }) {
  if (items.length === 0) return <Text c="dimmed">None were sent.</Text>
  const specified = new Map((specification?.specCharacteristic ?? []).map((it) => [it.name, it]))
  return (
    <>
      <DataTable
        label="Characteristics"
        minWidth={860}
        items={items}
        columns={[
          { title: 'Name', cell: ({ name }) => <strong>{name}</strong> },
          { title: 'Value', cell: ({ value }) => <ValueText value={value} /> },
          { title: 'Unit', cell: ({ name }) => unitOf(specified.get(name)) },
          { title: 'Type', cell: ({ name, valueType }) => valueType ?? specified.get(name)?.valueType },
          { title: 'Meaning', cell: ({ name }) => (specification && !specified.has(name) ? 'Not in the specification' : specified.get(name)?.description) },
        ]}
      />
      <OthersOfEach parts={items.map((it) => ({ name: it.name, others: othersOf(it, ['name', 'value', 'valueType']) }))} />
    </>
  )
}

const unitOf = (specified: CharacteristicSpecification | undefined) => specified?.characteristicValueSpecification?.find(({ unitOfMeasure }) => unitOfMeasure)?.unitOfMeasure
