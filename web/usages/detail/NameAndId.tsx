import { Text } from '@mantine/core'

/** A reference: its name, with its id and type below. */
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
