import { Button, Group, NativeSelect, Text } from '@mantine/core'
import { pageSizes } from '../search'
import { formatNumber } from './format'
import { Icon } from './Icon'

interface Page {
  offset: number
  limit: number
}

/** Which part of a list this is, and the way to the others. */
export function Pager({ offset, limit, total, onChange }: Page & { total: number; onChange: (page: Page) => void }) {
  const last = Math.min(offset + limit, total)
  const range = total === 0 ? 'None' : offset >= total ? `Past the end of ${formatNumber(total)}` : `${formatNumber(offset + 1)}–${formatNumber(last)} of ${formatNumber(total)}`
  return (
    <Group component="nav" aria-label="Pages of the list" justify="space-between" gap="sm" mt="md">
      <Text size="sm" role="status">
        {range}
      </Text>
      <Group gap="xs">
        <NativeSelect
          size="xs"
          aria-label="Rows on a page"
          value={limit}
          data={pageSizes.map((size) => ({ value: String(size), label: `${size} rows` }))}
          onChange={(event) => onChange({ offset: 0, limit: Number(event.currentTarget.value) })}
        />
        <Button
          variant="default"
          size="xs"
          leftSection={<Icon name="left" size={16} />}
          disabled={offset === 0}
          onClick={() => onChange({ offset: Math.max(0, Math.min(offset, total) - limit), limit })}
        >
          Previous
        </Button>
        <Button variant="default" size="xs" rightSection={<Icon name="right" size={16} />} disabled={last >= total} onClick={() => onChange({ offset: offset + limit, limit })}>
          Next
        </Button>
      </Group>
    </Group>
  )
}
