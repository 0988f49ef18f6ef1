import { Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { arrivalOf } from '../../../shared/dateTime'
import type { Usage } from '../../../shared/usage'
import type { Whole } from '../../api/specificationQueries'
import { usageRevisions } from '../../api/usageQueries'
import { usage as messages } from '../../messages/usage'
import { Fields } from '../../ui/layout/Fields'
import { Time } from '../../ui/layout/Time'
import { ValueMenu } from './characteristics/ValueMenu'
import { PartySummary } from './PartySummary'
import { formatTotal, isUntaxed } from './rating/rating'
import { SpecificationLink } from './SpecificationLink'

const words = messages.summary

/** The main attributes of a usage: times, type, specification, parties, amount. */
export function Facts({ usage, whole }: { usage: Usage; whole: Whole | null | undefined }) {
  const { id, usageDate, usageType, relatedParty = [], ratedProductUsage = [] } = usage
  const received = arrivalOf(id)
  const total = formatTotal(ratedProductUsage)
  return (
    <Fields
      items={[
        {
          label: words.happened,
          value: usageDate ? (
            <ValueMenu path="usageDate" value={usageDate}>
              <Time at={usageDate} withAgo />
            </ValueMenu>
          ) : (
            words.unknownTime
          ),
        },
        { label: words.received, value: received && <Time at={received} withAgo /> },
        { label: words.changed, value: <LastChanged id={id} /> },
        { label: words.type, value: usageType && <ValueMenu path="usageType" value={usageType} /> },
        { label: words.specification, value: <SpecificationLink usage={usage} whole={whole} /> },
        { label: words.parties, value: <PartySummary parties={relatedParty} /> },
        { label: isUntaxed(total) ? words.amount : words.amountWithTax, value: total || words.notRated },
        { label: words.address, value: <code style={{ fontSize: '0.85em' }}>{usage.href}</code> },
      ]}
    />
  )
}

function LastChanged({ id }: { id: string }) {
  const { data } = useInfiniteQuery(usageRevisions(id))
  const [last] = data?.pages[0]?.revisions ?? []
  if (!last) return <Text span>…</Text>
  if (last.revision === 1) return words.neverChanged
  return (
    <>
      <Time at={last.at} withAgo />
      {last.by && (
        <Text size="sm" c="dimmed">
          {words.changedBy(last.by)}
        </Text>
      )}
    </>
  )
}
