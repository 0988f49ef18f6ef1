import { Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ruleText } from '../../../shared/checker/brokenRule'
import { equal } from '../../../shared/search'
import { quarantineOf } from '../../api/activityQueries'
import { formatNumber } from '../../messages/format'
import { preview } from '../../messages/preview'
import { specification } from '../../messages/specification'
import { EmptyState } from '../../ui/feedback/EmptyState'
import { ErrorPanel } from '../../ui/feedback/ErrorPanel'
import { Loading } from '../../ui/feedback/Loading'
import { DataTable } from '../../ui/layout/DataTable'
import { ButtonLink } from '../../ui/links/ButtonLink'
import { TextLink } from '../../ui/links/TextLink'
import { type Filter, writeFilters } from '../../usages/explorer/filter/filters'

const words = specification.quarantine

/** The rules that rejected usages of a specification break. */
export function QuarantineTab({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(quarantineOf(id))
  if (error) return <ErrorPanel error={error} onRetry={() => void refetch()} />
  if (!data) return <Loading rows={5} />
  if (data.length === 0) return <EmptyState title={words.none} />
  const of: Filter = { kind: 'condition', condition: equal('usageSpecification.id', id) }
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {words.text}
      </Text>
      <DataTable
        label={specification.page.tabs.quarantine}
        items={data}
        minWidth={520}
        columns={[
          {
            title: words.columns.rule,
            cell: ({ rule, characteristic }) => (
              <>
                <b>{characteristic}</b> {rule === 'corrected' ? rule : (preview.codes[rule] ?? rule)}
              </>
            ),
          },
          {
            title: words.columns.count,
            isNumber: true,
            cell: (it) => (
              <TextLink
                to="/usages"
                search={{
                  q: writeFilters([
                    of,
                    { kind: 'condition', condition: equal('brokenRule', ruleText(it.rule, it.characteristic)) },
                  ]),
                }}
              >
                {formatNumber(it.count)}
              </TextLink>
            ),
          },
          {
            title: words.columns.sample,
            cell: ({ sample }) => (
              <Group gap="sm">
                {sample.map((one) => (
                  <TextLink key={one} to="/usages/$id" params={{ id: one }} title={words.usage(one)}>
                    …{one.slice(-6)}
                  </TextLink>
                ))}
              </Group>
            ),
          },
        ]}
      />
      <ButtonLink
        to="/usages"
        search={{ 'usageSpecification.id': id, status: 'rejected' }}
        variant="default"
        style={{ alignSelf: 'flex-start' }}
      >
        {words.all}
      </ButtonLink>
    </Stack>
  )
}
