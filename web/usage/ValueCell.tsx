import { Text } from '@mantine/core'
import { ValueText } from '../parts/ValueText'
import { ValueMenu } from './ValueMenu'

/** Any JSON value as a usage has it, with its menu. */
export function ValueCell({ path, value, absent }: { path: string; value: unknown; absent: string }) {
  if (value === undefined) {
    return (
      <Text span c="dimmed" size="sm">
        {absent}
      </Text>
    )
  }
  return (
    <ValueMenu path={path} value={value}>
      <ValueText value={value} />
    </ValueMenu>
  )
}
