import { Text } from '@mantine/core'
import type { Usage } from '../../../shared/usage'
import type { Whole } from '../../api/specificationQueries'
import { usage as messages } from '../../messages/usage'
import { TextLink } from '../../ui/links/TextLink'
import { ValueMenu } from './characteristics/ValueMenu'

/** A link to the specification of a usage, or a note that it is not on this server. */
export function SpecificationLink({
  usage: { usageSpecification },
  whole,
}: {
  usage: Usage
  whole: Whole | null | undefined
}) {
  const { id } = usageSpecification
  const name = usageSpecification.name ?? whole?.specification.name
  return (
    <>
      {whole ? (
        <TextLink to="/specifications/$id" params={{ id }}>
          {name}
        </TextLink>
      ) : (
        (name ?? id)
      )}
      {whole === null && (
        <Text span c="dimmed">
          {' '}
          {messages.summary.elsewhere}
        </Text>
      )}
      <Text size="xs" c="dimmed" ff="monospace">
        <ValueMenu path="usageSpecification.id" value={id} />
      </Text>
    </>
  )
}
