import { Code, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { CharacteristicSpecification } from '../../shared/usageSpecification'
import { distinct, sayCardinality, sayPeriod, sayRange, sayValue } from './words'

interface Column {
  label: string
  /** At least how wide, for columns whose words may break anywhere. */
  width?: number
  /** What the cell holds; nothing when there is nothing to say. */
  show: (it: CharacteristicSpecification) => ReactNode
}

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
    and others
  </Text>
)

/** What is said of a characteristic, column by column. */
export const characteristicColumns: Column[] = [
  {
    label: 'Name',
    width: 200,
    show: (it) => (
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
  { label: 'Type', show: (it) => it.valueType ?? joined(specsOf(it).map((spec) => spec.valueType)) },
  { label: 'Occurs', show: sayCardinality },
  {
    label: 'Allowed values',
    width: 180,
    show: (it) =>
      codes(
        valuesOf(it).map((spec) => sayValue(spec.value)),
        it.extensible && others,
      ),
  },
  { label: 'Range', show: (it) => distinct(specsOf(it).map(sayRange)).join('; ') },
  { label: 'Unit', show: (it) => joined(specsOf(it).map((spec) => spec.unitOfMeasure)) },
  { label: 'Pattern', width: 160, show: (it) => codes([it.regex, ...specsOf(it).map((spec) => spec.regex)]) },
  {
    label: 'Default',
    width: 80,
    show: (it) =>
      codes(
        valuesOf(it)
          .filter((spec) => spec.isDefault)
          .map((spec) => sayValue(spec.value)),
      ),
  },
  { label: 'Unique', show: (it) => it.isUnique && 'unique' },
  { label: 'Valid', show: (it) => sayPeriod(it.validFor) },
]
