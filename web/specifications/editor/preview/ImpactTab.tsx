import { Button, Checkbox, Group, NativeSelect, Progress, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { equal } from '../../../../shared/search'
import type { UsageSpecificationCreate } from '../../../../shared/usageSpecification'
import { usageCount } from '../../../api/usageQueries'
import { formatNumber } from '../../../messages/format'
import { preview } from '../../../messages/preview'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel'
import { Icon } from '../../../ui/layout/Icon'
import { ImpactTable } from './ImpactTable'
import { conditionsOf, type Period, periods, type Scope } from './impact'
import { useImpact } from './useImpact'

interface Props {
  id: string
  document: UsageSpecificationCreate
  /** True if the draft has no problems. */
  isReady: boolean
}

const words = preview.impact

/** Checks stored usages against the draft, and shows the counts while the server checks. */
export function ImpactTab({ id, document, isReady }: Props) {
  const [scope, setScope] = useState<Scope>({ period: 'month', withoutRejected: true })
  const { impact, start, stop } = useImpact(id)
  const isRunning = impact?.state === 'running'
  const [startedAt, setStartedAt] = useState(0)
  const { data: total } = useQuery({
    ...usageCount({ any: [[equal('usageSpecification.id', id), ...conditionsOf(scope, startedAt)]] }),
    enabled: isRunning && startedAt > 0,
  })
  const go = () => {
    setStartedAt(Date.now())
    void start(document, scope)
  }
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {words.text}
      </Text>
      <Group gap="sm" align="flex-end">
        <NativeSelect
          size="xs"
          label={words.period}
          data={(Object.keys(periods) as Period[]).map((value) => ({ value, label: words.periods[value] }))}
          value={scope.period}
          onChange={(event) => setScope({ ...scope, period: event.currentTarget.value as Period })}
        />
        {isRunning ? (
          <Button size="xs" variant="default" leftSection={<Icon name="stop" size={15} />} onClick={stop}>
            {words.stop}
          </Button>
        ) : (
          <Button size="xs" disabled={!isReady} leftSection={<Icon name="play" size={15} />} onClick={go}>
            {impact ? words.again : words.start}
          </Button>
        )}
      </Group>
      <Checkbox
        size="xs"
        label={words.without}
        checked={scope.withoutRejected}
        onChange={(event) => setScope({ ...scope, withoutRejected: event.currentTarget.checked })}
      />
      {impact && (
        <>
          {isRunning && (
            <Progress
              aria-label={words.progress(impact.line.checked)}
              value={total ? Math.min(100, (100 * impact.line.checked) / total) : 100}
              animated={!total}
            />
          )}
          <Text size="sm" role="status">
            {impact.state === 'done'
              ? words.done(impact.line.checked)
              : impact.state === 'stopped'
                ? words.stopped(impact.line.checked)
                : words.progress(impact.line.checked)}
            {isRunning && total !== undefined && ` ${words.of(formatNumber(total))}`}{' '}
            {sayOutcome(impact.line, impact.state === 'done')}
          </Text>
          {impact.document !== document && (
            <Text size="sm" fw={600}>
              {words.stale}
            </Text>
          )}
          {impact.error && <ErrorPanel error={impact.error} onRetry={go} />}
          {impact.line.byRule && impact.line.byRule.length > 0 && <ImpactTable rows={impact.line.byRule} />}
        </>
      )}
    </Stack>
  )
}

function sayOutcome({ checked, failed }: { checked: number; failed: number }, isDone: boolean): string {
  if (failed > 0)
    return words.fail(
      failed,
      (failed / checked).toLocaleString(undefined, { style: 'percent', maximumSignificantDigits: 2 }),
    )
  if (!isDone) return ''
  return checked === 0 ? words.none : words.allPass
}
