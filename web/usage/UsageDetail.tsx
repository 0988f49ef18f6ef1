import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Usage } from '../../shared/usage'
import { Fields } from '../parts/Fields'
import { OtherAttributes } from '../parts/OtherAttributes'
import { Section } from '../parts/Section'
import { StatusBadge } from '../parts/StatusBadge'
import { TextLink } from '../parts/TextLink'
import { Time } from '../parts/Time'
import { specificationNamed } from '../queries'
import { Characteristics } from './Characteristics'
import { Lifecycle } from './Lifecycle'
import { otherAttributes } from './otherAttributes'
import { Parties } from './Parties'
import { RatingLines } from './RatingLines'
import { Rejection } from './Rejection'
import { formatTotal, isUntaxed } from './rating'

/** All there is to know of one usage, in the words of TMF635. */
export function UsageDetail({ usage }: { usage: Usage }) {
  const { status, usageDate, usageType, usageSpecification, usageCharacteristic = [], ratedProductUsage = [], relatedParty = [] } = usage
  const { data: specification } = useQuery(specificationNamed(usageSpecification.id))
  const name = usageSpecification.name ?? specification?.name ?? usageSpecification.id
  const total = formatTotal(ratedProductUsage)
  const others = otherAttributes(usage)
  return (
    <Stack gap="xl">
      <Section title="Summary">
        <Rejection usage={usage} />
        <Fields
          items={[
            { label: 'Status', value: <StatusBadge status={status} /> },
            { label: 'Date', value: usageDate && <Time at={usageDate} withAgo /> },
            { label: 'Type', value: usageType },
            {
              label: 'Specification',
              value: (
                <>
                  {specification ? (
                    <TextLink to="/specifications/$id" params={{ id: specification.id }}>
                      {name}
                    </TextLink>
                  ) : (
                    name
                  )}
                  {specification === null && (
                    <Text span c="dimmed">
                      {' '}
                      (not on this server)
                    </Text>
                  )}
                  {name !== usageSpecification.id && (
                    <Text size="xs" c="dimmed" ff="monospace">
                      {usageSpecification.id}
                    </Text>
                  )}
                </>
              ),
            },
            { label: isUntaxed(total) ? 'Amount' : 'Amount, tax included', value: total || 'Not rated' },
            { label: 'Address', value: <code>{usage.href}</code> },
          ]}
        />
      </Section>
      <Section title="Life cycle">
        <Lifecycle status={status} />
      </Section>
      <Section title="Characteristics">
        <Characteristics items={usageCharacteristic} specification={specification ?? undefined} />
      </Section>
      <Section title="Rating">
        <RatingLines lines={ratedProductUsage} />
      </Section>
      <Section title="Parties">
        <Parties parties={relatedParty} />
      </Section>
      {others.length > 0 && (
        <Section title="Other attributes">
          <OtherAttributes items={others} />
        </Section>
      )}
    </Stack>
  )
}
