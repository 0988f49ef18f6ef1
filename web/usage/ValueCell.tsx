import { Text } from '@mantine/core'
import { ValueText } from '../parts/ValueText'
import { ValueMenu } from './ValueMenu'

interface Props {
  path: string
  value: unknown
  unit: string
  /** Said where there is none. */
  absent: string
}

/** Any JSON value as a usage has it, with its menu and its unit. */
export function ValueCell({ path, value, unit, absent }: Props) {
  if (value === undefined) {
    return (
      <Text span c="dimmed" size="sm">
        {absent}
      </Text>
    )
  }
  return (
    <>
      <ValueMenu path={path} value={value}>
        <ValueText value={value} />
      </ValueMenu>
      {unit && (
        <Text span c="dimmed" size="sm">
          {' '}
          {unit}
        </Text>
      )}
    </>
  )
}
