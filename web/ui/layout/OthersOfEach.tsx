import { Stack, Title } from '@mantine/core'
import { OtherAttributes } from './OtherAttributes'

interface Props {
  /** The parts of a list by name, each with what the table above has no column for. */
  parts: { name: string; others: [string, unknown][] }[]
}

/** What the parts of a list have beyond the columns of their table; nothing at all where none has any. */
export function OthersOfEach({ parts }: Props) {
  const some = parts.filter(({ others }) => others.length > 0)
  if (some.length === 0) return null
  return (
    <Stack gap="md" mt="md">
      {some.map(({ name, others }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a document have no identity but their place
        <section key={at}>
          <Title order={3} size="h5" mb={6} style={{ overflowWrap: 'anywhere' }}>
            Other attributes of {name}
          </Title>
          <OtherAttributes items={others} />
        </section>
      ))}
    </Stack>
  )
}
