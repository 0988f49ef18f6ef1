import { Text } from '@mantine/core'

/** What a reference leads to: its name, and its id under it. */
export function NameAndId({ name, id }: { name: string | undefined; id: string }) {
  if (!name || name === id) return id
  return (
    <>
      {name}
      <Text size="xs" c="dimmed" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
        {id}
      </Text>
    </>
  )
}
