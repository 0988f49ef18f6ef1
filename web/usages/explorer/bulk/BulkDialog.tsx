import { Button, Group, List, Modal, Progress, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Usage } from '../../../../shared/usage'
import type { UsageStatus } from '../../../../shared/vocabulary'
import type { Outcome } from '../../../api/changeEach'
import { changeStatuses } from '../../../api/explorerQueries'
import { common } from '../../../messages/common'
import { explorerList } from '../../../messages/explorerList'
import { formatNumber } from '../../../messages/format'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel'
import { toast } from '../../../ui/feedback/toast'
import { StatusBadge } from '../../../ui/layout/StatusBadge'

interface Props {
  usages: Usage[]
  status: UsageStatus
  onClose(): void
  /** Called with the ids of the changed usages. */
  onDone(ids: string[]): void
}

const words = explorerList.bulk
const longestReason = 200

/** Sets the status of the selected usages after confirmation. Shows the progress and the refused changes. */
export function BulkDialog({ usages, status, onClose, onDone }: Props) {
  const [chosen] = useState(usages)
  const [reason, setReason] = useState('')
  const [outcomes, setOutcomes] = useState<Outcome[]>([])
  const [stop] = useState(() => new AbortController())
  const { mutate, isPending, isSuccess, error } = useMutation(changeStatuses)
  const refused = outcomes.filter(({ after }) => !after)
  const begin = () =>
    mutate(
      {
        usages: chosen,
        status,
        reason: reason.trim(),
        signal: stop.signal,
        onOutcome: (outcome) => setOutcomes((before) => [...before, outcome]),
      },
      {
        onSuccess: (all) => {
          if (all.every(({ after }) => after)) toast.success(words.all(all.length, countsOf(all)))
          onDone(all.flatMap(({ after }) => after?.id ?? []))
        },
      },
    )
  const close = () => {
    stop.abort()
    onClose()
  }
  return (
    <Modal
      opened
      onClose={close}
      closeOnClickOutside={!isPending}
      closeOnEscape={!isPending}
      withCloseButton={!isPending}
      title={words.title(chosen.length, status)}
      centered
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <Stack gap="md">
        <Group gap="xs">
          {[...new Set(chosen.map((it) => it.status))].map((it) => (
            <StatusBadge key={it} status={it} />
          ))}
          <span aria-hidden="true">→</span>
          <StatusBadge status={status} />
        </Group>
        {status === 'recycled' && (
          <Text size="sm" c="dimmed">
            {words.recycleHint}
          </Text>
        )}
        {outcomes.length === 0 && !isPending ? (
          <TextInput
            label={words.reason}
            description={words.reasonHint}
            maxLength={longestReason}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            data-autofocus
          />
        ) : (
          <>
            <Progress
              value={(100 * outcomes.length) / chosen.length}
              color={refused.length > 0 ? 'orange' : undefined}
              aria-label={words.progress}
            />
            <Text size="sm" role="status">
              {words.done(outcomes.length - refused.length, refused.length, chosen.length - outcomes.length)}
            </Text>
          </>
        )}
        {refused.length > 0 && (
          <List size="sm" mah={240} style={{ overflowY: 'auto', overflowWrap: 'anywhere' }} listStyleType="none">
            {refused.map(({ before, why }) => (
              <List.Item key={before.id} mb={6}>
                <strong>{before.description || before.id}</strong>
                <br />
                {why}
              </List.Item>
            ))}
          </List>
        )}
        {error && <ErrorPanel error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {isPending ? words.stop : isSuccess ? common.close : common.cancel}
          </Button>
          {!isSuccess && (
            <Button loading={isPending} onClick={begin}>
              {words.set(status)}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  )
}

/** Counts the resulting statuses: the server validates recycled usages at once and sets guided or rejected. */
const countsOf = (outcomes: Outcome[]): string =>
  [...Map.groupBy(outcomes, ({ after }) => after?.status)]
    .map(([status, some]) => `${formatNumber(some.length)} ${status}`)
    .join(', ')
