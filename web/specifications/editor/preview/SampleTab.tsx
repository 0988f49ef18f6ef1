import { Alert, Button, List, Stack, Text } from '@mantine/core'
import { useMemo } from 'react'
import { apiAddress } from '../../../api/curl'
import { JsonView } from '../../../json/JsonView'
import { preview } from '../../../messages/preview'
import { Loading } from '../../../ui/feedback/Loading'
import { TerminalCommand } from '../../../ui/input/TerminalCommand'
import { Icon } from '../../../ui/layout/Icon'
import type { Trial } from './useTrial'

const words = preview.sample

/** A usage that keeps the rules of the draft, and the command that sends it; or the reasons why none was found. */
export function SampleTab({
  trial: { sample, checking },
  isNew,
  onAnother,
}: {
  trial: Trial
  isNew: boolean
  onAnother: () => void
}) {
  const command = useMemo(() => sample && curlToSend(sample.usage), [sample])
  if (!sample) return checking.state === 'loading' ? <Loading rows={6} /> : null
  const { usage, broken, left } = sample
  return (
    <Stack gap="sm">
      {broken.length === 0 ? (
        <Text size="sm" c="dimmed">
          {words.text} {isNew && words.noId}
        </Text>
      ) : (
        <Alert
          color="yellow"
          variant="light"
          title={words.noneTitle}
          styles={{ title: { color: 'var(--mantine-color-text)' }, message: { color: 'inherit' } }}
        >
          {words.noneText}
          <List size="sm" mt={4}>
            {broken.map(({ rule, message }) => (
              <List.Item key={`${rule} ${message}`}>{message}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      {left.length > 0 && <Text size="sm">{words.left(left.join(', '))}</Text>}
      <JsonView
        value={usage}
        name="usage"
        label={words.json}
        actions={
          <Button size="xs" variant="default" leftSection={<Icon name="refresh" size={15} />} onClick={onAnother}>
            {words.another}
          </Button>
        }
      />
      <Text size="sm" fw={600}>
        {words.curl}
      </Text>
      {command && <TerminalCommand value={command} />}
    </Stack>
  )
}

/** A single-quoted shell word; a single quote inside closes the word, is escaped, and opens it again. */
const curlToSend = (usage: object): string =>
  `curl '${apiAddress('usage')}' \\\n  -H 'Content-Type: application/json' \\\n  -d '${JSON.stringify(usage, null, 2).replaceAll("'", "'\\''")}'`
