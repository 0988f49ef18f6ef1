import { Code, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { CharacteristicSpecification } from '../../../shared/usageSpecification'
import { attributeName } from '../../messages/attributeNames'
import { specification } from '../../messages/specification'
import type { Column } from '../../ui/layout/DataTable'
import { distinct, sayCardinality, sayPeriod, sayRange, sayValue } from './words'

const words = specification.reading

const specsOf = (it: CharacteristicSpecification) => it.characteristicValueSpecification ?? []
const valuesOf = (it: CharacteristicSpecification) => specsOf(it).filter((spec) => spec.value !== undefined)

const joined = (texts: (string | undefined)[]) => distinct(texts).join(', ')

const codes = (texts: (string | undefined)[], more?: ReactNode) => {
  const all = distinct(texts)
  if (all.length === 0) return undefined
  return (
    <Group gap={4}>
      {all.map((text) => (
        <Code key={text}>{text}</Code>
      ))}
      {more}
    </Group>
  )
}

const others = (
  <Text span c="dimmed" size="sm">
    {words.others}
  </Text>
)

/** The columns of the characteristics table. */
export const characteristicColumns: Column<CharacteristicSpecification>[] = [
  {
    title: attributeName('name'),
    cell: (it) => (
      <>
        <Text fw={600} size="sm">
          {it.name ?? '–'}
        </Text>
        <Text c="dimmed" size="sm">
          {it.description}
        </Text>
      </>
    ),
  },
  {
    title: attributeName('valueType'),
    cell: (it) => it.valueType ?? joined(specsOf(it).map((spec) => spec.valueType)),
  },
  { title: attributeName('cardinality'), cell: sayCardinality },
  {
    title: attributeName('allowed'),
    cell: (it) =>
      codes(
        valuesOf(it).map((spec) => sayValue(spec.value)),
        it.extensible && others,
      ),
  },
  { title: attributeName('range'), cell: (it) => distinct(specsOf(it).map(sayRange)).join('; ') },
  { title: attributeName('unit'), cell: (it) => joined(specsOf(it).map((spec) => spec.unitOfMeasure)) },
  { title: attributeName('regex'), cell: (it) => codes([it.regex, ...specsOf(it).map((spec) => spec.regex)]) },
  {
    title: attributeName('default'),
    cell: (it) =>
      codes(
        valuesOf(it)
          .filter((spec) => spec.isDefault)
          .map((spec) => sayValue(spec.value)),
      ),
  },
  { title: attributeName('isUnique'), cell: (it) => it.isUnique && words.unique },
  { title: attributeName('validFor'), cell: (it) => sayPeriod(it.validFor) },
]
