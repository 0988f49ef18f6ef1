import { Stack, Title } from '@mantine/core'
import { OtherAttributes } from './OtherAttributes'

interface Props {
  /** The items of a list by name, each with the attributes that the table has no column for. */
  parts: { name: string; others: [string, unknown][] }[]
}

/** The attributes of list items that the table above has no column for. */
export function OthersOfEach({ parts }: Props) {
  const some = parts.filter(({ others }) => others.length > 0)
  if (some.length === 0) return null
  return (
    <Stack gap="md" mt="md">
      {some.map(({ name, others }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the items have no id
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
