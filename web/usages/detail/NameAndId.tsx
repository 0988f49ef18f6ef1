import { Text } from '@mantine/core'

/** What a reference leads to: its name, and under it its id and what it is. */
export function NameAndId({ name = '', id, type }: { name: string | undefined; id: string; type: string | undefined }) {
  const under = [name && name !== id && id, type].filter(Boolean).join(' · ')
  return (
    <>
      {name || id}
      <Text size="xs" c="dimmed" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
        {under}
      </Text>
    </>
  )
}
