import { Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { specificationActivity } from '../../api/activityQueries'
import { formatNumber } from '../../messages/format'
import { specification } from '../../messages/specification'
import { ErrorPanel } from '../../ui/feedback/ErrorPanel'
import { Loading } from '../../ui/feedback/Loading'
import { DayBars } from '../../ui/layout/DayBars'
import { Fields } from '../../ui/layout/Fields'
import { ButtonLink } from '../../ui/links/ButtonLink'
import { UsageCount } from './UsageCount'

const words = specification.usages
const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 })

/** The activity of a specification, with links to its usages. */
export function UsagesTab({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(specificationActivity)
  if (error) return <ErrorPanel error={error} onRetry={() => void refetch()} />
  if (!data) return <Loading rows={5} />
  const { total = 0, rejected = 0, byDay = [] } = data.find((it) => it.id === id) ?? {}
  return (
    <Stack gap="lg">
      <Text size="sm" c="dimmed">
        {words.text}
      </Text>
      {total === 0 ? (
        <Text>{words.none}</Text>
      ) : (
        <>
          <Fields
            items={[
              { label: words.total, value: formatNumber(total) },
              { label: words.rejected, value: `${formatNumber(rejected)} (${percent.format(rejected / total)})` },
              { label: words.perDay, value: formatNumber(Math.round(total / byDay.length)) },
              { label: words.busiest, value: formatNumber(Math.max(...byDay)) },
            ]}
          />
          <DayBars values={byDay} label={words.chart} say={(value, day) => words.onDay(formatNumber(value), day)} />
        </>
      )}
      <Group gap="sm">
        <ButtonLink to="/usages" search={{ 'usageSpecification.id': id }}>
          {words.all}
        </ButtonLink>
        {rejected > 0 && (
          <ButtonLink to="/usages" search={{ 'usageSpecification.id': id, status: 'rejected' }} variant="default">
            {words.onlyRejected}
          </ButtonLink>
        )}
        <UsageCount id={id} />
      </Group>
    </Stack>
  )
}
