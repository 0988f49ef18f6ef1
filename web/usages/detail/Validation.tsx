import { Alert, List, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type BrokenRule, ruleText } from '../../../shared/checker/brokenRule'
import { newlyBroken } from '../../../shared/checker/enforcement'
import type { Usage } from '../../../shared/usage'
import { usageValidation } from '../../api/usageQueries'
import { usage as messages } from '../../messages/usage'
import { Icon } from '../../ui/layout/Icon'
import { Time } from '../../ui/layout/Time'
import { ValueMenu } from './characteristics/ValueMenu'
import type { Checked } from './useChecked'

const words = messages.validation

/** The result of the stored validation, and that of the current specification if it differs. */
export function Validation({ usage, checked: { broken } }: { usage: Usage; checked: Checked }) {
  const { data: asked } = useQuery(usageValidation(usage.id))
  const validation = usage.validation ?? asked
  const found = validation?.brokenRule ?? []
  const reason = rejectionReason(usage)
  const isFailed = validation?.result === 'failed'
  const now = newlyBroken(broken ?? [], found)
  return (
    <Stack gap="xs">
      {reason !== undefined && (
        <Alert
          color="red"
          variant="light"
          icon={<Icon name="warning" />}
          title={words.reason}
          styles={{ message: { color: 'inherit', overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' } }}
        >
          {reason}
        </Alert>
      )}
      {isFailed && (
        <Alert
          role="alert"
          color="red"
          variant="light"
          icon={<Icon name="warning" />}
          title={words.failed(found.length)}
          styles={{ message: { color: 'inherit' } }}
        >
          <Rules rules={found} areFound={usage.status === 'rejected'} />
        </Alert>
      )}
      <Text size="sm" c="dimmed" component="div">
        {!isFailed && (
          <>
            {validation
              ? (validation.message ?? words[validation.result === 'passed' ? 'passed' : 'unchecked'])
              : asked === null && words.none}{' '}
          </>
        )}
        {validation?.checkedAt && (
          <>
            {words.checked} <Time at={validation.checkedAt} withAgo />
            {validation.usageSpecificationRevision !== undefined &&
              `, ${words.revision(validation.usageSpecificationRevision)}`}
            .
          </>
        )}
      </Text>
      {now.length > 0 && (
        <Alert
          color="yellow"
          variant="light"
          title={words.alsoNow}
          styles={{ title: { color: 'var(--mantine-color-text)' }, message: { color: 'var(--mantine-color-text)' } }}
        >
          <Rules rules={now} />
        </Alert>
      )}
      {isFailed && broken?.length === 0 && <Text size="sm">{words.passesNow}</Text>}
    </Stack>
  )
}

/** `areFound`: each rule links to the usages that break it. */
function Rules({ rules, areFound = false }: { rules: BrokenRule[]; areFound?: boolean }) {
  return (
    <List size="sm" spacing={2}>
      {rules.map(({ code, characteristic, message }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two rules may have the same text
        <List.Item key={at} style={{ overflowWrap: 'anywhere' }}>
          {areFound ? (
            <ValueMenu path="brokenRule" value={ruleText(code, characteristic)}>
              {message}
            </ValueMenu>
          ) : (
            message
          )}
        </List.Item>
      ))}
    </List>
  )
}

/** The sender's reason for a rejected usage: its characteristic rejectionReason. */
function rejectionReason({ status, usageCharacteristic = [] }: Usage): string | undefined {
  const given =
    status === 'rejected' ? usageCharacteristic.find(({ name }) => name === 'rejectionReason')?.value : undefined
  return given === undefined || typeof given === 'string' ? given : JSON.stringify(given)
}
